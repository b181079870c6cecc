using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using ReviewFlow.Engine.Time;
using ReviewFlow.Persistence.Tests.Disputes;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Calendars;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Clocks;

/// <summary>A holiday or closure that is added or taken away moves the dates that run, and says so.</summary>
public sealed class CalendarTests : DisputeStory
{
    private static readonly DateOnly s_closure = new(2026, 4, 7);

    private static readonly Actor s_admin = new("sam-okoro");

    private static WorkingDayCalendar Usual => UkCalendars.Shipped["england-and-wales"];

    private static WorkingDayCalendar Closed => Usual with { DaysOff = new Dictionary<DateOnly, string>(Usual.DaysOff) { [s_closure] = "Council offices closed" } };

    private CalendarDesk Desk => new(Source, Facts, Cases, Clock);

    [Fact]
    public async Task AClosureAdded_BeforeTheDueDate_MovesItAndTellsTheHolder()
    {
        await StageOneIsSent();
        var whole = (await Case()).TotalClockDue;
        var moved = await Desk.SaveAsync(Closed, s_admin, "Added: Tuesday 7 April 2026, Council offices closed.");

        moved.ShouldBeGreaterThanOrEqualTo(2);
        (await OpenTasks()).ShouldAllBe(t => t.DueAt == London(2026, 4, 9, 17));
        (await Case()).TotalClockDue!.Value.ShouldBeGreaterThan(whole!.Value);
        (await Timeline()).ShouldContain(e => e.Kind == "date-moved" && e.Text.Contains("8 Apr") && e.Text.Contains("9 Apr") && e.Text.Contains("offices closed"));
        (await NoticesTo(Sian)).ShouldContain(n => n.Template == "clock-moved" && n.DueAt == London(2026, 4, 9, 17));
        (await NoticesTo(Nadia)).ShouldContain(n => n.Template == "clock-moved");
        await using var context = Context();
        var link = await context.Audit.AsNoTracking().Where(a => a.CaseId == CaseId && a.Action == "clock.recalculated").FirstAsync();
        link.ActorId.ShouldBe(s_admin.PersonId);
        await TimePassesTo(London(2026, 4, 8, 18));
        (await Alerts()).ShouldBeEmpty();
        await TimePassesTo(London(2026, 4, 9, 17));
        (await Alerts()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task AClosureTakenAway_Again_MovesTheDateBack()
    {
        await StageOneIsSent();
        await Desk.SaveAsync(Closed, s_admin, "Added a closure.");
        await Desk.SaveAsync(Usual, s_admin, "Took it away.");

        (await OpenTasks()).ShouldAllBe(t => t.DueAt == London(2026, 4, 8, 17));
        (await OpenTasks()).ShouldAllBe(t => t.FirstDueAt == null, "nobody has agreed another date");
    }

    [Fact]
    public async Task TheSameCalendar_AppliedAgain_ChangesNothing()
    {
        await StageOneIsSent();
        await Desk.SaveAsync(Closed, s_admin, "Added a closure.");
        var before = (await Audited()).Count;

        (await Desk.ApplyAsync(null, "Again.")).ShouldBe(0);
        (await Audited()).Count.ShouldBe(before);
    }

    [Fact]
    public async Task ATableSavedByAHostThatDied_BeforeAnyDateMoved_IsCaughtUpWith()
    {
        await StageOneIsSent();
        await InsertClosureByHand();
        var watch = new CalendarWatch(Facts, Desk, TimeProvider.System, NullLogger<CalendarWatch>.Instance);

        (await watch.LookAsync()).ShouldBeGreaterThan(0);
        (await OpenTasks()).ShouldAllBe(t => t.DueAt == London(2026, 4, 9, 17));
        (await watch.LookAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task ThePreview_OfAClosure_NamesWhatWouldMoveAndMovesNothing()
    {
        await StageOneIsSent();
        var moved = await Desk.PreviewAsync(Closed);

        moved.ShouldContain(m => m.CaseId == CaseId && m.OldDueAt == London(2026, 4, 8, 17) && m.NewDueAt == London(2026, 4, 9, 17));
        (await OpenTasks()).ShouldAllBe(t => t.DueAt == London(2026, 4, 8, 17));
        (await Desk.PreviewAsync(Usual)).ShouldBeEmpty();
    }

    [Fact]
    public async Task AClosureEnteredAfterTheMiss_LeavesTheMissOnRecordAndAlertsAnewAtTheNewDate()
    {
        await StageOneIsSent();
        await TimePassesTo(London(2026, 4, 8, 17, 30));
        await Desk.SaveAsync(Closed, s_admin, "Added a closure afterwards.");
        await TimePassesTo(London(2026, 4, 9, 17));

        (await Alerts()).Select(a => a.DueAt).ShouldBe([London(2026, 4, 8, 17), London(2026, 4, 9, 17)]);
    }

    [Fact]
    public async Task AnAlarmSetByTheOldTable_WhenNoDateWasMovedYet_IsSetAnewAndRingsOnce()
    {
        await StageOneIsSent();
        await TimePassesTo(London(2026, 4, 8, 12, 30));
        await InsertClosureByHand();
        await EverybodySleepsUntil(London(2026, 4, 8, 17, 30));
        await Timers.RunAsync();

        await using var context = Context();
        (await context.Timers.Where(t => t.DueAt <= London(2026, 4, 8, 17, 30)).CountAsync()).ShouldBe(0, "an alarm left behind would be looked at every second");
        (await Alerts()).ShouldBeEmpty();
        await TimePassesTo(London(2026, 4, 9, 18));
        (await Alerts()).ShouldHaveSingleItem().DueAt.ShouldBe(London(2026, 4, 9, 17));
    }

    [Fact]
    public void TheShippedTables_ReachTwoYearsAhead()
    {
        UkCalendars.Shipped.Keys.ShouldBe(["england-and-wales", "scotland", "northern-ireland"], ignoreOrder: true);
        UkCalendars.Shipped.Values.ShouldAllBe(c => c.KnownUntil >= new DateOnly(2028, 12, 31));
    }

    // As a host leaves it that dies before any date is moved.
    private async Task InsertClosureByHand()
    {
        await ByHand("insert into calendars (id, name, zone, known_until) values ('england-and-wales', 'England and Wales', 'Europe/London', '2028-12-31')");
        foreach (var (day, title) in Closed.DaysOff)
            await ByHand($"insert into calendar_days (calendar_id, day, title) values ('england-and-wales', '{day:yyyy-MM-dd}', $${title}$$)");
    }
}
