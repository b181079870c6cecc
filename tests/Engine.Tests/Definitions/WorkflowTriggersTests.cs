using ReviewFlow.Engine.Definitions;
using Shouldly;
using Xunit;

namespace ReviewFlow.Engine.Tests.Definitions;

public sealed class WorkflowTriggersTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_OnlyFlaggedStepsOfThisFileWithPlainValues()
    {
        var computed = Steps.Step("C", "Event", Steps.Input("eventName", "\"'a' + 'b'\"", "JavaScript"), "\"customProperties\":{\"canStartWorkflow\":true}");
        var nested = Steps.Sequence("S", Steps.Event("Inner", starts: true), Steps.Event("Plain"), computed);
        var definition = Steps.Read(Steps.File(Steps.Flow([Steps.Event("Go", starts: true), nested], [])));

        WorkflowTriggers.Of(definition).Select(t => (t.ActivityId, t.Value)).ShouldBe([("Go", "Go"), ("Inner", "Inner")]);
    }

    [Theory]
    [InlineData(TriggerKind.Timer, "01:00:00", null, "2026-03-02T10:00:00Z")]
    [InlineData(TriggerKind.Timer, "01:00:00", "2026-03-02T04:30:00Z", "2026-03-02T09:30:00Z")]
    [InlineData(TriggerKind.Timer, "01:00:00", "2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z")]
    [InlineData(TriggerKind.Timer, "PT24H", "2026-03-02T08:00:00Z", "2026-03-03T08:00:00Z")]
    [InlineData(TriggerKind.Timer, "00:00:00.5", null, null)]
    [InlineData(TriggerKind.Timer, "9999999.00:00:00", null, null)]
    [InlineData(TriggerKind.Timer, "nonsense", null, null)]
    [InlineData(TriggerKind.Cron, "0 30 8 * * *", null, "2026-03-03T08:30:00Z")]
    [InlineData(TriggerKind.Cron, "0 0 0 31 2 *", null, null)]
    [InlineData(TriggerKind.StartAt, "2026-03-02T09:00:01Z", null, "2026-03-02T09:00:01Z")]
    [InlineData(TriggerKind.StartAt, "2026-03-02T09:00:00Z", null, null)]
    [InlineData(TriggerKind.StartAt, "2027-03-02T09:00:00Z", "2026-03-02T08:00:00Z", null)]
    [InlineData(TriggerKind.Event, "Go", null, null)]
    public void Next_IsNeverBeforeNowAndKeepsTheBeat(TriggerKind kind, string value, string? last, string? expected) =>
        WorkflowTriggers.Next(kind, value, Moment(last), s_now).ShouldBe(Moment(expected));

    [Theory]
    [InlineData("Timer", "interval", "00:00:00", "bad-interval")]
    [InlineData("StartAt", "dateTime", "soon", "bad-moment")]
    [InlineData("Cron", "cronExpression", "0 0 25 * * *", "bad-cron")]
    public void Validate_TriggerThatCannotBeTimed_IsAProblem(string type, string input, string value, string code)
    {
        var step = Steps.Step("T", type, Steps.Input(input, $"\"{value}\""), "\"customProperties\":{\"canStartWorkflow\":true}");

        DefinitionValidator.Validate(Steps.Read(Steps.File(step)), Steps.Catalog, Facts.None).Select(p => p.Code).ShouldBe([code]);
    }

    private static DateTimeOffset? Moment(string? text) => text is null ? null : DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
