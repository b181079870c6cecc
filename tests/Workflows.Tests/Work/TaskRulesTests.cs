using ReviewFlow.Engine.Execution;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Work;
using Shouldly;
using Xunit;
using static ReviewFlow.Workflows.Tests.Fernshire;

namespace ReviewFlow.Workflows.Tests.Work;

public sealed class TaskRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 30, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Act_ReturnWithoutNote_IsRefused()
    {
        Act("return", note: " ").Problem.ShouldBe(RuleProblem.Invalid);
        Act("return", note: "Issue 2 belongs to Health").Allowed.ShouldBeTrue();
    }

    [Fact]
    public void Act_OldRevision_IsAConflict() => Act("complete", revision: 2).Problem.ShouldBe(RuleProblem.Conflict);

    [Fact]
    public void Act_NotOffered_IsAConflict() => Act("approve").Problem.ShouldBe(RuleProblem.Conflict);

    [Fact]
    public void Act_Finished_IsAConflict() =>
        TaskRules.Act(Item() with { ClosedAt = Now }, new ActionTried("complete", 3), Now).Problem.ShouldBe(RuleProblem.Conflict);

    [Fact]
    public void Act_NoResponseBeforeTheDate_NeedsASeverityReason()
    {
        var early = Act("recordNoResponse");
        early.Problem.ShouldBe(RuleProblem.Invalid);
        early.Message.ShouldContain("Wed 8 Apr 2026, 5pm");
        Act("recordNoResponse", reason: "The child is at risk of harm").Allowed.ShouldBeTrue();
        TaskRules.Act(Item(), new ActionTried("recordNoResponse", 3), new DateTimeOffset(2026, 4, 8, 16, 0, 0, TimeSpan.Zero)).Allowed.ShouldBeTrue();
    }

    [Fact]
    public void Act_CafcassWithoutFile_IsRefused()
    {
        Act("cafcass").Problem.ShouldBe(RuleProblem.Invalid);
        Act("cafcass", attachment: true).Allowed.ShouldBeTrue();
    }

    [Fact]
    public void Claim_SecondPerson_IsToldWhoHasIt()
    {
        var queued = Item() with { AssigneeId = null, TeamId = "lac-a" };
        TaskRules.Claim(queued, "joel", Council, Today).Allowed.ShouldBeTrue();
        TaskRules.Claim(queued, "tom", Council, Today).Problem.ShouldBe(RuleProblem.Forbidden);
        TaskRules.Claim(queued with { AssigneeId = "joel" }, "sian", Council, Today).Message.ShouldBe("Joel Anand has taken this work.");
        TaskRules.Claim(queued with { Excluded = Set("joel") }, "joel", Council, Today).Problem.ShouldBe(RuleProblem.Forbidden);
        TaskRules.Claim(queued with { TeamId = null, CandidateIds = ["tom"] }, "tom", Council, Today).Allowed.ShouldBeTrue();
        TaskRules.Release(queued with { AssigneeId = "joel" }, "joel").Allowed.ShouldBeTrue();
        TaskRules.Release(queued with { AssigneeId = "joel" }, "sian").Problem.ShouldBe(RuleProblem.Forbidden);
    }

    [Theory]
    [InlineData("tom", RuleProblem.None)]
    [InlineData("marcus", RuleProblem.Invalid)]
    [InlineData("joel", RuleProblem.Invalid)]
    [InlineData("callum", RuleProblem.Invalid)]
    [InlineData("sian", RuleProblem.Conflict)]
    public void Reassign_StageRequest_StaysAtItsLevel(string to, RuleProblem problem)
    {
        TaskRules.Reassign(Request(), to, "On leave", Council, Case(), Today).Problem.ShouldBe(problem);
        TaskRules.Reassign(Request() with { Role = "user:sian", Level = 1 }, to, "On leave", Council, Case(), Today).Problem.ShouldBe(problem);
    }

    [Fact]
    public void Reassign_DatedCover_MayBeOfAnotherLevel()
    {
        var organisation = Fernshire.Away("sian", "marcus");
        TaskRules.Reassign(Request(), "marcus", "Covers", organisation, Case(), Today).Allowed.ShouldBeTrue();
        TaskRules.Reassign(Request(), "marcus", "Covers", organisation, Case(), Today.AddDays(11)).Problem.ShouldBe(RuleProblem.Invalid);
    }

    [Fact]
    public void Reassign_WithoutReason_IsRefused() =>
        TaskRules.Reassign(Request(), "tom", "", Council, Case(), Today).Problem.ShouldBe(RuleProblem.Invalid);

    [Fact]
    public void Reassign_FourEyesRestrictionAndIndependence_Hold()
    {
        TaskRules.Reassign(Request() with { Excluded = Set("tom") }, "tom", "x", Council, Case(), Today).Problem.ShouldBe(RuleProblem.Forbidden);
        TaskRules.Reassign(Request(), "tom", "x", Council, Case(Robin with { Restricted = true }), Today).Problem.ShouldBe(RuleProblem.Forbidden);
        var own = Item() with { Role = "iro", AssigneeId = "nadia" };
        TaskRules.Reassign(own, "sian", "x", Fernshire.Away("nadia", "sian"), Case(), Today).Problem.ShouldBe(RuleProblem.Forbidden);
        TaskRules.Reassign(own, "dev", "x", Council, Case(), Today).Allowed.ShouldBeTrue();
    }

    [Fact]
    public void Send_RecipientWithoutAccess_IsNamedAtOnce()
    {
        var restricted = Case(Robin with { Restricted = true }) with { Grants = new Dictionary<string, DateOnly?> { ["sian"] = null } };
        RequestRules.Send(["sian"], "nadia", Council, restricted, Today).Allowed.ShouldBeTrue();
        RequestRules.Send(["sian", "marcus"], "nadia", Council, restricted, Today).Message.ShouldContain("Marcus Hale has no access");
        RequestRules.Send([], "nadia", Council, Case(), Today).Allowed.ShouldBeFalse();
        RequestRules.Send(["callum"], "nadia", Council, Case(), Today).Allowed.ShouldBeFalse();
        RequestRules.Send(["nadia"], "nadia", Council, Case(), Today).Allowed.ShouldBeFalse();
    }

    [Theory]
    [InlineData(TaskKind.Request, "stageManager(1)", "complete", CaseAction.RespondToRequest)]
    [InlineData(TaskKind.SignOff, "iro", "sign", CaseAction.SignAsIro)]
    [InlineData(TaskKind.SignOff, "iroManager", "return", CaseAction.ConfirmAsIroManager)]
    [InlineData(TaskKind.NextAction, "iro", "drpComplete", CaseAction.ChooseNextAction)]
    [InlineData(TaskKind.Step, "iro", "send", CaseAction.SendRequest)]
    [InlineData(TaskKind.Step, "iro", "recordNoResponse", CaseAction.RecordNoResponse)]
    [InlineData(TaskKind.Step, "iro", "complete", CaseAction.ActOnTask)]
    [InlineData(TaskKind.Step, "socialWorker", "send", CaseAction.ActOnTask)]
    public void PermissionFor_EverySortOfWork_AsksTheRightOne(TaskKind kind, string role, string key, CaseAction action) =>
        TaskActs.PermissionFor(kind, role, key).ShouldBe(action);

    internal static WorkItem Item() => new()
    {
        TaskId = "task",
        InstanceId = "instance",
        ActivityId = "ask",
        Kind = TaskKind.Step,
        Title = "Ask for an update",
        Role = "iro",
        AssigneeId = "nadia",
        Revision = 3,
        Actions =
        [
            new TaskAction { Key = "complete", Label = "Complete" },
            new TaskAction { Key = "send", Label = "Send" },
            new TaskAction { Key = "return", Label = "Return", NeedsNote = true },
            new TaskAction { Key = "cafcass", Label = "Referred to CAFCASS", NeedsAttachment = true },
            new TaskAction { Key = "recordNoResponse", Label = "Record no response", AvailableFrom = new DateTimeOffset(2026, 4, 8, 16, 0, 0, TimeSpan.Zero), EarlierWithReason = true },
        ],
    };

    private static WorkItem Request() => Item() with { Kind = TaskKind.Request, Role = "stageManager(1)", AssigneeId = "sian", SentBy = "nadia" };

    private static RuleAnswer Act(string key, string? note = null, string? reason = null, bool attachment = false, int revision = 3) =>
        TaskRules.Act(Item(), new ActionTried(key, revision, note, reason, attachment), Now);
}
