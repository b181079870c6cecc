using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Engine.Time;
using Shouldly;
using Xunit;

namespace ReviewFlow.Engine.Tests.Definitions;

public sealed class DefinitionValidatorTests
{
    private static readonly Facts s_facts = new()
    {
        Version = "1",
        Calendars = new Dictionary<string, WorkingDayCalendar> { ["wales"] = new() { Id = "wales", Name = "Wales", DaysOff = new Dictionary<DateOnly, string>(), KnownUntil = new(2030, 1, 1) } },
        Forms = new HashSet<string> { "qap" },
    };

    private static readonly ActivityCatalog s_catalog = BuiltInActivities.AddTo(new ActivityCatalog()).Add(new ActivityDescriptor
    {
        Type = "Elsa.Task",
        DisplayName = "Task",
        Category = "Test",
        Description = "Work of a person.",
        Inputs = [new() { Name = "role", DisplayName = "Who", Editor = "role", Required = true }, new() { Name = "form", DisplayName = "Form", Editor = "form" }, new() { Name = "calendar", DisplayName = "Calendar", Editor = "calendar" }],
    });

    [Fact]
    public void Validate_GoodDefinition_HasNoProblems() =>
        Problems(Steps.Flow([Steps.Line("A"), Steps.Decision("D", true), Steps.Line("B"), Steps.Line("C")], [Steps.Go("A", "D"), Steps.Go("D", "B", "True"), Steps.Go("D", "C", "False")])).ShouldBeEmpty();

    [Fact]
    public void Validate_UnknownActivity_NamesPlaceAndNode() =>
        Single(Steps.Sequence("S", Steps.Line("A"), Steps.Step("U", "DoesNotExist")), "unknown-activity").ShouldBe(("$.root.activities[1]", "Workflow1:S:U"));

    [Fact]
    public void Validate_RequiredInputMissing_NamesTheInput() => Single(Steps.Step("E", "Event"), "missing-input").ShouldBe(("$.root.eventName", "Workflow1:E"));

    [Fact]
    public void Validate_RoleMissing_IsSaid() => Single(Steps.Step("T", "Task", Steps.Input("role", "\" \"")), "missing-role").ShouldBe(("$.root.role", "Workflow1:T"));

    [Theory]
    [InlineData("form", "unknown-form")]
    [InlineData("calendar", "unknown-calendar")]
    public void Validate_UnknownFormOrCalendar_IsSaid(string input, string code) =>
        Single(Steps.Step("T", "Task", Steps.Input("role", "\"iro\""), Steps.Input(input, "\"gone\"")), code).ShouldBe(($"$.root.{input}", "Workflow1:T"));

    [Fact]
    public void Validate_UnreachableStep_IsSaid() => Single(Steps.Flow([Steps.Line("A"), Steps.Line("B")], []), "unreachable-step").ShouldBe(("$.root.activities[1]", "Workflow1:Flow:B"));

    [Fact]
    public void Validate_ForgottenOutcome_IsOnlyAWarning()
    {
        var problem = Problems(Steps.Flow([Steps.Decision("D", true), Steps.Line("B")], [Steps.Go("D", "B", "True")])).Single();

        problem.Code.ShouldBe("unconnected-outcome");
        problem.Message.ShouldContain("'False'");
        problem.IsWarning.ShouldBeTrue();
    }

    [Fact]
    public void Validate_ConnectionBackPastAFork_IsRefused() =>
        Single(Steps.Flow(
            [Steps.Line("S"), Steps.Line("A"), Steps.Line("B"), Steps.Decision("J", true), Steps.Line("E")],
            [Steps.Go("S", "A"), Steps.Go("S", "B"), Steps.Go("A", "J"), Steps.Go("B", "J"), Steps.Go("J", "A", "False"), Steps.Go("J", "E", "True")]),
            "invalid-backward-connection").ShouldBe(("$.root.connections", "Workflow1:Flow:J"));

    [Fact]
    public void Validate_SameIdTwice_IsRefused() => Single(Steps.Sequence("S", Steps.Line("A"), Steps.Line("A")), "duplicate-id").ShouldBe(("$.root.activities[1].id", "Workflow1:S:A#2"));

    [Fact]
    public void Validate_CSharp_IsRefused() =>
        Single(Steps.Step("A", "WriteLine", Steps.Input("text", "\"return 1;\"", "CSharp")), "unsupported-expression").ShouldBe(("$.root.text", "Workflow1:A"));

    [Theory]
    [InlineData("0 0 9 * * MON-FRI", true)]
    [InlineData("0/15 * * * * ?", true)]
    [InlineData("* * *", false)]
    [InlineData("0 61 * * * *", false)]
    [InlineData("every day", false)]
    public void Validate_CronExpression_IsChecked(string cron, bool good) =>
        Problems(Steps.Step("C", "Cron", Steps.Input("cronExpression", $"\"{cron}\""))).Any(p => p.Code == "bad-cron").ShouldBe(!good);

    [Theory]
    [MemberData(nameof(DefinitionWriterTests.CorpusFiles), MemberType = typeof(DefinitionWriterTests))]
    public void Validate_CorpusFile_OnlyFindsWhatIsThere(string file)
    {
        var codes = DefinitionValidator.Validate(Steps.Read(File.ReadAllText(file)), s_catalog, s_facts).Where(p => !p.IsWarning).Select(p => p.Code).Distinct();

        codes.ShouldBeSubsetOf(["unknown-activity", "unreachable-step", "invalid-backward-connection"]);
    }

    private static IReadOnlyList<DefinitionProblem> Problems(string root) => DefinitionValidator.Validate(Steps.Read(Steps.File(root)), s_catalog, s_facts);

    private static (string Path, string? NodeId) Single(string root, string code)
    {
        var problem = Problems(root).Where(p => !p.IsWarning).ShouldHaveSingleItem();
        problem.Code.ShouldBe(code);
        return (problem.Path, problem.NodeId);
    }
}
