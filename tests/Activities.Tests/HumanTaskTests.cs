using ReviewFlow.Engine.Execution;
using Shouldly;
using Xunit;

namespace ReviewFlow.Activities.Tests;

public sealed class HumanTaskTests
{
    [Fact]
    public void Start_Plain_IsOneWaitWithOneButton()
    {
        var bench = Bench.With("ReviewFlow.HumanTask", new { title = "Record it", role = "iro", form = "sioc", carry = new[] { "a.b" }, excluded = new[] { "teamManager" } });
        var task = bench.Task;
        (task.Kind, task.Title, task.Role, task.Form, task.Phase).ShouldBe((TaskKind.Step, "Record it", "iro", "sioc", "open"));
        task.Actions.Select(a => (a.Key, a.Label, a.Validates)).ShouldBe([("complete", "Complete", true)]);
        task.Carry.ShouldBe(["a.b"]);
        task.Excluded.ShouldBe(["teamManager"]);
        bench.Wait.Clock.ShouldBeNull();
    }

    [Fact]
    public void Complete_Plain_EndsWithCompleteAndSaysWho()
    {
        var bench = Bench.With("ReviewFlow.HumanTask", new { title = "Record it", role = "iro" }).Act("complete", new { note = "All done" });
        bench.Outcome.ShouldBe("Complete");
        (bench.Result["actor"]!.ToString(), bench.Result["note"]!.ToString()).ShouldBe(("nadia", "All done"));
    }

    [Fact]
    public void Act_ButtonOfItsOwn_LeadsToItsOutcomeAndNeedsItsNote()
    {
        var bench = Bench.With("ReviewFlow.HumanTask", new { title = "Look", role = "iro", actions = new object[] { new { key = "approve", label = "Approve", outcome = "Approved" }, new { key = "return", label = "Return", needsNote = true, outcome = "Returned" } } });
        bench.Task.Actions.Single(a => a.Key == "return").Validates.ShouldBeFalse("a way back asks for nothing to be complete");
        bench.Act("return").Waits.Count.ShouldBe(1, "no note, nothing happens");
        bench.Act("elsewhere").Waits.Count.ShouldBe(1, "not offered");
        bench.Act("return", new { note = "Not mine" }).Outcome.ShouldBe("Returned");
    }

    [Fact]
    public void Clock_WithALadder_RemindsAlertsAndKeepsWaiting()
    {
        var bench = Bench.With("ReviewFlow.HumanTask", new { title = "Record it", role = "iro", dueWorkingDays = 5, ladder = new object[] { new { afterWorkingDays = 0, roles = new[] { "holder", "teamManager" } }, new { afterWorkingDays = 1, at = "09:00", roles = new[] { "serviceManager" }, critical = true } } });
        var told = bench.Until("2026-03-10 10:00");
        told.OfType<Notify>().Select(n => n.Template).ShouldBe(["task-due-in-2", "task-due-today", "task-last-call"]);
        told.OfType<Notify>().ShouldAllBe(n => n.BookmarkId == bench.Wait.Id && n.Roles[0] == "holder");
        var alerts = told.OfType<RaiseAlert>().ToList();
        alerts.Select(a => (a.Rung, string.Join(',', a.Roles), a.Critical)).ShouldBe([("due", "holder,teamManager", false), ("rung-1", "serviceManager", true)]);
        alerts.ShouldAllBe(a => a.DueAt == Bench.Moment("2026-03-09 17:00"));
        bench.Ended.ShouldBeFalse();
    }

    [Fact]
    public void Clock_WithARungBeforeTheDueDay_RemindsByItsOwnMessageWithoutAnAlert()
    {
        var bench = Bench.With("ReviewFlow.HumanTask", new { title = "Write it", role = "reviewer", dueWorkingDays = 20, ladder = new object[] { new { afterWorkingDays = -5, at = "09:00", roles = new[] { "holder" }, template = "imr-report-due" } } });
        var told = bench.Until("2026-03-23 10:00");
        told.OfType<Notify>().ShouldHaveSingleItem().Template.ShouldBe("imr-report-due", "fifteen of twenty working days");
        told.OfType<RaiseAlert>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ReviewFlow.HumanTask")]
    [InlineData("ReviewFlow.SignOff")]
    public void Withdrawn_ByItsEvent_TellsTheHolderAndSaysWhy(string type)
    {
        var bench = Bench.With(type, new { title = "Read it", role = "user:callum", covers = new[] { "a" }, declaration = "Read.", withdrawnBy = "reviewClosed", withdrawnWhy = "The review is closed." });
        var work = bench.Waits.Single(w => w.Task is not null);
        bench.Runner.Publish("somethingElse");
        bench.Ended.ShouldBeFalse();
        bench.Runner.Publish("reviewClosed");
        bench.Outcome.ShouldBe("Withdrawn");
        bench.Effects.OfType<Notify>().Single(n => n.Template == "task-withdrawn").BookmarkId.ShouldBe(work.Id);
        bench.Effects.OfType<RecordEvent>().Single(e => e.Kind == "task-withdrawn").Text.ShouldBe("Read it: withdrawn. The review is closed.");
    }

    [Fact]
    public void Clock_LongOverdue_RepeatsForTheDigestOnly()
    {
        var bench = Bench.With("ReviewFlow.HumanTask", new { title = "Record it", role = "iro", dueWorkingDays = 1, reminders = false });
        var told = bench.Until("2026-03-10 18:00");
        told.OfType<RaiseAlert>().Count().ShouldBe(1);
        told.OfType<Notify>().ShouldAllBe(n => n.Data!["digest"]!.GetValue<bool>());
        told.OfType<Notify>().Count().ShouldBe(2);
    }

    [Fact]
    public void Start_WithAMessage_TellsTheHolder()
    {
        var bench = Bench.With("ReviewFlow.HumanTask", new { title = "Record it", role = "iro", template = "task-assigned", dueOn = "2026-03-09", scheduledFor = "2026-03-05" });
        var notice = bench.Effects.OfType<Notify>().ShouldHaveSingleItem();
        (notice.Template, notice.BookmarkId, notice.DueAt).ShouldBe(("task-assigned", bench.Wait.Id, Bench.Moment("2026-03-09 17:00")));
        bench.Task.ScheduledFor.ShouldBe(new DateOnly(2026, 3, 5));
    }

    [Fact]
    public void Start_UnreadableInput_IsAnIncidentWithWords()
    {
        Bench.With("ReviewFlow.HumanTask", new { title = "x", role = "iro", dueOn = "soon" }).Incidents.ShouldHaveSingleItem().ShouldContain("dueOn");
        Bench.With("ReviewFlow.HumanTask", new { title = "x", role = "iro", actions = "[{" }).Incidents.ShouldHaveSingleItem().ShouldContain("actions");
    }
}
