using ReviewFlow.Workflows.Rehearsals;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Rehearsals;

public sealed class RehearsalDifferenceTests
{
    private static readonly RehearsalLine s_asked = new("Tue 22 Dec 2026, 9am", "Team Manager", "Respond to the request", "Thu 31 Dec 2026, 5pm", "work");
    private static readonly RehearsalLine s_reminded = new("Tue 29 Dec 2026, 9am", "Team Manager", "Reminder", null, "reminder");
    private static readonly RehearsalLine s_end = new("", "", "Everything has ended.", null, "ending");

    [Fact]
    public void Between_TheSameInAnotherOrder_IsNothing() =>
        RehearsalDifference.Between([s_asked, s_reminded, s_end], [s_reminded, s_asked, s_end]).ShouldBeEmpty();

    [Fact]
    public void Between_ALaterDueMoment_NamesBoth() =>
        RehearsalDifference.Between([s_asked, s_end], [s_asked with { Due = "Tue 5 Jan 2027, 5pm" }, s_end])
            .ShouldBe(["Team Manager, Respond to the request: due Tue 5 Jan 2027, 5pm instead of Thu 31 Dec 2026, 5pm"]);

    [Fact]
    public void Between_AnotherDay_IsOneDifference() =>
        RehearsalDifference.Between([s_reminded], [s_reminded with { When = "Wed 30 Dec 2026, 9am" }]).ShouldBe(["Team Manager, Reminder: Wed 30 Dec 2026, 9am instead of Tue 29 Dec 2026, 9am"]);

    [Fact]
    public void Between_AnotherRole_GoesAndComes() =>
        RehearsalDifference.Between([s_asked], [s_asked with { Who = "Service Manager" }]).ShouldBe(
        [
            "No longer happens: Tue 22 Dec 2026, 9am, Team Manager: Respond to the request (due Thu 31 Dec 2026, 5pm)",
            "Happens now: Tue 22 Dec 2026, 9am, Service Manager: Respond to the request (due Thu 31 Dec 2026, 5pm)",
        ]);

    [Fact]
    public void Between_AnotherEnding_SaysBoth() =>
        RehearsalDifference.Between([s_end], [s_end with { What = "Nothing more happens." }]).ShouldBe(["It ends differently. Before: Everything has ended. Now: Nothing more happens."]);

    [Fact]
    public void Between_TheSameTwiceOrOnce_TellsTheOneThatIsMissing() =>
        RehearsalDifference.Between([s_reminded, s_reminded], [s_reminded]).Count.ShouldBe(1);

    [Fact]
    public void Between_VeryMuch_TellsTheFirstAndHowManyMore()
    {
        var lines = Enumerable.Range(1, 40).Select(n => s_reminded with { What = $"Reminder {n}" }).ToList();

        RehearsalDifference.Between(lines, []).ShouldSatisfyAllConditions(d => d.Count.ShouldBe(RehearsalDifference.MostTold + 1), d => d[^1].ShouldBe("… and 28 more differences."));
    }
}
