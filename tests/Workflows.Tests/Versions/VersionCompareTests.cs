using ReviewFlow.Workflows.Versions;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Versions;

/// <summary>Two versions in plain words.</summary>
public sealed class VersionCompareTests
{
    [Fact]
    public void Between_TheSameTwice_IsNothing() => Words(Plan(1), Plan(1)).ShouldBeEmpty();

    [Fact]
    public void Between_AnotherDateAndCompleter_SaysSo() => Words(
        Plan(1), Plan(2) with { DateOfPlan = new DateOnly(2026, 6, 1), CompletedBy = "Alba Strachan" }).ShouldBe(
        ["Date of plan: Wed 20 May 2026 → Mon 1 Jun 2026", "Completed by: Gregor Hume → Alba Strachan"]);

    [Fact]
    public void Between_AChangedCell_NamesActionColumnAndBothWords() =>
        Words(Plan(1, Row("r1", "2.1", due: "Tue 30 Jun 2026")), Plan(1, Row("r1", "2.1", due: "Wed 15 Jul 2026")))
            .ShouldBe(["2.1 Timescale for Completion: Tue 30 Jun 2026 → Wed 15 Jul 2026"]);

    [Fact]
    public void Between_ACellThatWasEmpty_SaysNothingOnThatSide() =>
        Words(Plan(1, Row("r1", "2.1", due: "")), Plan(1, Row("r1", "2.1", due: "Wed 15 Jul 2026")))
            .ShouldBe(["2.1 Timescale for Completion: nothing → Wed 15 Jul 2026"]);

    [Fact]
    public void Between_RowsAddedAndTakenOut_AreSaidWithTheirText() =>
        Words(Plan(1, Row("r1", "2.1"), Row("r2", "2.2")), Plan(1, Row("r1", "2.1"), Row("r3", "2.3", action: "Train a deputy")))
            .ShouldBe(["2.3 added: Actions: Train a deputy", "2.2 removed: Actions: Supervise everybody"]);

    [Fact]
    public void Between_RowsThatOnlyMoved_HaveNotChanged() =>
        Words(Plan(1, Row("r1", "2.1"), Row("r2", "2.2")), Plan(1, Row("r2", "2.2"), Row("r1", "2.1"))).ShouldBeEmpty();

    [Fact]
    public void Between_AnotherSection_IsSaidOnce_AndAnEmptyOneNotAtAll()
    {
        var before = Plan(1) with { Sections = [.. Plan(1).Sections, Theme("theme4", "Theme 4", "The heating"), Theme("theme5", "Theme 5", "")] };
        Words(before, Plan(1)).ShouldBe(["Theme 4 removed: the whole section"]);
        Words(Plan(1), before).ShouldBe(["Context: nothing → The heating"]);
    }

    private static IReadOnlyList<string> Words(FrozenVersion before, FrozenVersion after) => [.. VersionCompare.Between(before, after).Select(c => c.Words)];

    private static FrozenVersion Plan(int number, params FrozenRow[] rows) => new()
    {
        Number = number,
        Title = "Partnership/Provider Improvement Plan",
        Reference = "PIP-2026-0001",
        Subject = "Thistlebank House",
        DateOfPlan = new DateOnly(2026, 5, 20),
        CompletedBy = "Gregor Hume",
        FormId = "pip",
        FormVersion = 1,
        Sections = [Theme("theme2", "Theme 2", "Found on the inspection", rows)],
    };

    private static FrozenSection Theme(string id, string title, string context, params FrozenRow[] rows) => new(
        id, title, 1, [new("context", "Context", context, context)],
        [new("actions", "Actions", "action", [("action", "Actions (including detail of the desired outcome/s)"), ("timescale", "Timescale for Completion")], rows)]);

    private static FrozenRow Row(string id, string number, string action = "Supervise everybody", string due = "") => new(
        id, number, "Open", [new("action", "Actions", action, action), .. due.Length > 0 ? [new FrozenField("timescale", "Timescale for Completion", due, due)] : Array.Empty<FrozenField>()]);
}
