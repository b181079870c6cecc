using ReviewFlow.Engine.Definitions;
using ReviewFlow.Workflows.Definitions;
using ReviewFlow.Workflows.Tests.Disputes;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Definitions;

public sealed class DefinitionChecksTests
{
    private static readonly DefinitionSurroundings s_here = new(Shipped.Catalog, Shipped.Facts);

    [Theory]
    [InlineData("WaitAll", true)]
    [InlineData("WaitAllActive", false)]
    [InlineData("WaitAny", false)]
    public void Check_JoinOfBothAnswersOfADecision_NeverCompletesOnlyIfItNeedsAll(string mode, bool said) =>
        Codes(Flow([Decision, Line("yes"), Line("no"), Join(mode)], [Go("d", "yes", "True"), Go("d", "no", "False"), Go("yes", "j"), Go("no", "j")]))
            .Contains("join-never-completes").ShouldBe(said);

    [Fact]
    public void Check_JoinAfterAFork_CanComplete() =>
        Codes(Flow([Line("a"), Line("b"), Line("c"), Join("WaitAll")], [Go("a", "b"), Go("a", "c"), Go("b", "j"), Go("c", "j")])).ShouldBeEmpty();

    [Fact]
    public void Check_JoinWhoseBranchBothAnswersReach_CanComplete() =>
        Codes(Flow(
            [Line("a"), Decision, Line("both"), Line("c"), Join("WaitAll")],
            [Go("a", "d"), Go("a", "c"), Go("d", "both", "True"), Go("d", "both", "False"), Go("both", "j"), Go("c", "j")])).ShouldBeEmpty();

    [Fact]
    public void Check_JoinThatCannotComplete_NamesJoinDecisionAndBothAnswers()
    {
        var problem = Problems(Flow([Decision, Join("WaitAll")], [Go("d", "j", "True"), Go("d", "j", "False")])).Single(p => p.Code == "join-never-completes");

        problem.NodeId.ShouldBe("Workflow1:flow:j");
        problem.IsWarning.ShouldBeFalse();
        foreach (var word in new[] { "'j'", "'d'", "'True'", "'False'" }) problem.Message.ShouldContain(word);
    }

    [Fact]
    public void Check_WorkingDaysWithoutAnyCalendar_NamesTheTimer()
    {
        var facts = Shipped.Facts with { DefaultCalendar = "closed-for-good" };

        var problem = DefinitionChecks.Check(File(Timer("")), s_here with { Facts = facts }).Single(p => p.Code == "timer-without-calendar");

        problem.NodeId.ShouldBe("Workflow1:t");
        problem.Message.ShouldContain("'closed-for-good'");
    }

    [Fact]
    public void Check_WorkingDaysWithTheOrganisationsCalendar_IsGood() => Codes(Timer("")).ShouldBeEmpty();

    [Fact]
    public void Check_TimerThatNamesACalendarThereIsNot_IsSaid() => Codes(Timer(""", "calendar": "mars" """)).ShouldBe(["unknown-calendar"]);

    [Theory]
    [InlineData("", "missing-role")]
    [InlineData("the boss", "unknown-role")]
    [InlineData("stageManager(9)", "unknown-role")]
    public void Check_StepThatNobodyCanDo_NamesTheRole(string role, string code) =>
        Problems($$"""{ "id": "h", "type": "ReviewFlow.HumanTask", "title": "Look at it", "role": "{{role}}" }""").Single().ShouldSatisfyAllConditions(
            p => p.Code.ShouldBe(code),
            p => p.NodeId.ShouldBe("Workflow1:h"),
            p => p.Path.ShouldBe("$.root.role"));

    [Fact]
    public void Check_UnknownForm_IsSaid() =>
        Codes("""{ "id": "h", "type": "ReviewFlow.HumanTask", "title": "Look at it", "role": "iro", "form": "gone" }""").ShouldBe(["unknown-form"]);

    [Fact]
    public void Check_ScriptOutsideTheSubset_SaysLineAndColumn()
    {
        var problem = Problems("""{ "id": "w", "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "1 +\n  new Date()" } } }""").Single();

        problem.Code.ShouldBe("bad-expression");
        problem.Message.ShouldContain("line 2, column 3");
    }

    [Fact]
    public void Check_StepTakenAwayWhereCasesWait_IsAWarningWithTheirNumber()
    {
        var here = s_here with { Waiting = [new("Workflow1:gone", 3), new("Workflow1:w", 1)] };

        var problem = DefinitionChecks.Check(File(Line("w")), here).Single();

        (problem.Code, problem.NodeId, problem.IsWarning).ShouldBe(("removed-waiting-step", "Workflow1:gone", true));
        problem.Message.ShouldStartWith("3 running cases wait at 'gone'");
    }

    [Fact]
    public void Check_WorkflowUsedAsActivity_IsLookedUp()
    {
        const string Use = """{ "id": "u", "type": "Greeting", "workflowDefinitionId": "greeting", "version": 1 }""";
        var greeting = DefinitionReader.Read("""{ "id": "g1", "definitionId": "greeting", "name": "Greeting", "version": 1, "root": { "id": "w", "type": "Elsa.WriteLine", "text": "Hello" } }""").Definition!;

        Codes(Use).ShouldBe(["unknown-workflow"]);
        DefinitionChecks.Check(File(Use), s_here with { Find = r => r.Choose([greeting]) }).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("{}")]
    [InlineData("""{ "root": 5 }""")]
    public void Check_TextThatIsNoDefinition_IsAProblemNotAFault(string json) => DefinitionChecks.Check(json, s_here).ShouldNotBeEmpty();

    [Fact]
    public void Check_EveryShippedDefinition_HasNothingThatStopsIt()
    {
        foreach (var (id, definition) in Shipped.Definitions)
            DefinitionChecks.Check(definition, s_here with { Find = r => r.Choose(Shipped.Definitions.Values) }).Where(p => !p.IsWarning).ShouldBeEmpty(id);
    }

    private const string Decision = """{ "id": "d", "type": "Elsa.FlowDecision", "condition": true }""";

    private static string Line(string id) => $$"""{ "id": "{{id}}", "type": "Elsa.WriteLine", "text": "x" }""";

    private static string Join(string mode) => $$"""{ "id": "j", "type": "Elsa.FlowJoin", "mode": "{{mode}}" }""";

    private static string Timer(string more) => $$"""{ "id": "t", "type": "ReviewFlow.WorkingDayTimer", "workingDays": 5{{more}} }""";

    private static string Go(string from, string to, string port = "Done") =>
        $$$"""{ "source": { "activity": "{{{from}}}", "port": "{{{port}}}" }, "target": { "activity": "{{{to}}}", "port": "In" } }""";

    private static string Flow(string[] steps, string[] connections) =>
        $$"""{ "id": "flow", "type": "Elsa.Flowchart", "activities": [{{string.Join(',', steps)}}], "connections": [{{string.Join(',', connections)}}] }""";

    private static string File(string root) => $$"""{ "id": "d1", "definitionId": "d", "name": "d", "version": 1, "root": {{root}} }""";

    private static IReadOnlyList<DefinitionProblem> Problems(string root) => DefinitionChecks.Check(File(root), s_here);

    private static IEnumerable<string> Codes(string root) => Problems(root).Where(p => !p.IsWarning).Select(p => p.Code);
}
