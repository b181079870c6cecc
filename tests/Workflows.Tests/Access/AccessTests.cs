using ReviewFlow.Engine.Execution;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;
using Shouldly;
using Xunit;
using static ReviewFlow.Workflows.Tests.Fernshire;

namespace ReviewFlow.Workflows.Tests.Access;

public sealed class AccessTests
{
    [Theory]
    [InlineData("nadia", true)]
    [InlineData("joel", true)]
    [InlineData("sian", true)]
    [InlineData("marcus", true)]
    [InlineData("ruth", true)]
    [InlineData("paul", true)]
    [InlineData("grace", true)]
    [InlineData("vera", true)]
    [InlineData("dev", false)]
    [InlineData("tom", false)]
    [InlineData("sam", false)]
    [InlineData("asha", false)]
    [InlineData("clerk", false)]
    [InlineData("callum", false)]
    [InlineData("nobody", false)]
    public void See_OpenSubject_ByRoleAndTeam(string person, bool sees) =>
        Decide(person, CaseAction.See).Verdict.ShouldBe(sees ? AccessVerdict.Allowed : AccessVerdict.Hidden);

    [Fact]
    public void Decide_RestrictedSubject_IsHiddenFromAllButTheList()
    {
        var facts = Case(Robin with { Restricted = true }) with { Grants = new Dictionary<string, DateOnly?> { ["nadia"] = null, ["marcus"] = Today } };
        foreach (var person in Council.People.Select(p => p.Id))
        {
            var listed = person is "nadia" or "marcus";
            Decide(person, CaseAction.See, facts).Verdict.ShouldBe(listed ? AccessVerdict.Allowed : AccessVerdict.Hidden, person);
        }

        Decide("marcus", CaseAction.See, facts, today: Today.AddDays(1)).Verdict.ShouldBe(AccessVerdict.Hidden);
        Decide("sam", CaseAction.Reassign, facts, Task("sian", "stageManager(1)")).Verdict.ShouldBe(AccessVerdict.Hidden);
        Decide("sam", CaseAction.MendIncident, facts).Allowed.ShouldBeTrue();
    }

    [Fact]
    public void Decide_Cover_HasTheRightsOnItsDatesAndNoLonger()
    {
        var organisation = Fernshire.Away("sian", "tom", 0, 3);
        var facts = Case(Robin with { Restricted = true }) with { Grants = new Dictionary<string, DateOnly?> { ["sian"] = null } };
        var task = Task("sian", "stageManager(1)", TaskKind.Request);
        var on = Decide("tom", CaseAction.RespondToRequest, facts, task, organisation);
        on.Allowed.ShouldBeTrue();
        on.ActingFor.ShouldBe("sian");
        Decide("tom", CaseAction.RespondToRequest, facts, task, organisation, Today.AddDays(4)).Verdict.ShouldBe(AccessVerdict.Hidden);
        Decide("tom", CaseAction.RespondToRequest, facts with { ProcessArea = "other" }, task, Fernshire.Away("sian", "tom", area: "disputes")).Verdict.ShouldBe(AccessVerdict.Hidden);
    }

    [Fact]
    public void Decide_TaskGivenToCover_IsThePersonsOwnAgainAfterwards()
    {
        var task = Task("tom", "stageManager(1)", TaskKind.Request) with { ActingForId = "sian" };
        var organisation = Fernshire.Away("sian", "tom", 0, 3);
        Decide("tom", CaseAction.RespondToRequest, null, task, organisation).Allowed.ShouldBeTrue();
        var facts = Case() with { TaskHolders = Set("tom") };
        Decide("tom", CaseAction.RespondToRequest, facts, task, organisation, Today.AddDays(4)).Verdict.ShouldBe(AccessVerdict.Refused);
        Decide("sian", CaseAction.RespondToRequest, facts, task, organisation, Today.AddDays(4)).Allowed.ShouldBeTrue();
    }

    [Fact]
    public void Decide_ActingForSomebodyNotCovered_IsHidden()
    {
        var actor = new Actor("marcus", "sian");
        ReviewFlow.Workflows.Access.Access.Decide(Council, actor, CaseAction.See, Case(), null, Today).Verdict.ShouldBe(AccessVerdict.Hidden);
    }

    [Theory]
    [InlineData("sian")]
    [InlineData("marcus")]
    [InlineData("ruth")]
    [InlineData("paul")]
    public void Decide_LineManagerHoldingOrCoveringTheIrosWork_IsRefused(string manager)
    {
        CaseAction[] irosPart = [CaseAction.EditSection, CaseAction.ActOnTask, CaseAction.SendRequest, CaseAction.SignAsIro, CaseAction.ChooseNextAction, CaseAction.RecordNoResponse, CaseAction.Extend, CaseAction.RecordCafcass];
        foreach (var action in irosPart)
        {
            Decide(manager, action, null, Task(manager, "iro")).Verdict.ShouldBe(AccessVerdict.Refused, $"{action} held");
            Decide(manager, action, null, Task("nadia", "iro"), Fernshire.Away("nadia", manager)).Verdict.ShouldBe(AccessVerdict.Refused, $"{action} covered");
        }
    }

    [Fact]
    public void Decide_OtherIroAsCover_DoesTheIrosPart()
    {
        var organisation = Fernshire.Away("nadia", "dev");
        var decision = Decide("dev", CaseAction.SignAsIro, null, Task("nadia", "iro", TaskKind.SignOff), organisation);
        decision.Allowed.ShouldBeTrue();
        decision.ActingFor.ShouldBe("nadia");
    }

    [Fact]
    public void Decide_FourEyes_HoldsForThePersonAndForTheOneTheyActFor()
    {
        var excluded = Task("grace", "iroManager", TaskKind.SignOff) with { Excluded = Set("grace") };
        Decide("grace", CaseAction.ConfirmAsIroManager, null, excluded).Verdict.ShouldBe(AccessVerdict.Refused);
        var organisation = Fernshire.Away("grace", "dev");
        var cover = Task("grace", "iroManager", TaskKind.SignOff) with { Excluded = Set("dev") };
        Decide("dev", CaseAction.ConfirmAsIroManager, null, cover, organisation).Verdict.ShouldBe(AccessVerdict.Refused);
    }

    [Fact]
    public void Decide_IroManagerWhoIsTheIro_CannotConfirm()
    {
        var own = Case(Robin with { IroId = "grace" });
        Decide("grace", CaseAction.ConfirmAsIroManager, own, Task("grace", "iroManager", TaskKind.SignOff)).Verdict.ShouldBe(AccessVerdict.Refused);
    }

    [Fact]
    public void Decide_IroManagerAwayAndIroCovers_CannotConfirmOwnCase()
    {
        var organisation = Fernshire.Away("grace", "nadia");
        Decide("nadia", CaseAction.ConfirmAsIroManager, null, Task("grace", "iroManager", TaskKind.SignOff), organisation).Verdict.ShouldBe(AccessVerdict.Refused);
    }

    [Fact]
    public void Decide_ClosedCase_CanBeReadRungAboutAndAmendedOnly()
    {
        var closed = Case() with { Closed = true };
        foreach (var action in Enum.GetValues<CaseAction>().Except([CaseAction.StartConcern, CaseAction.StartReview]))
        {
            var reading = action is CaseAction.See or CaseAction.Read or CaseAction.ReadVersion or CaseAction.Download or CaseAction.Print or CaseAction.RaiseImmediateConcern or CaseAction.AcknowledgeAlert or CaseAction.Amend;
            Decide("nadia", action, closed, Task("nadia", "iro")).Allowed.ShouldBe(reading, action.ToString());
        }
    }

    [Fact]
    public void StartConcern_OtherIro_NeedsAReason()
    {
        Decide("nadia", CaseAction.StartConcern).NeedsReason.ShouldBeFalse();
        var other = Decide("dev", CaseAction.StartConcern);
        other.Allowed.ShouldBeTrue();
        other.NeedsReason.ShouldBeTrue();
        Decide("marcus", CaseAction.StartConcern).Verdict.ShouldBe(AccessVerdict.Refused);
        Decide("clerk", CaseAction.StartConcern).Verdict.ShouldBe(AccessVerdict.Hidden);
    }

    [Fact]
    public void Void_AfterSending_IsTheIroManagersAlone()
    {
        Decide("nadia", CaseAction.Void, Case() with { Draft = true }).Allowed.ShouldBeTrue();
        Decide("nadia", CaseAction.Void).Verdict.ShouldBe(AccessVerdict.Refused);
        Decide("grace", CaseAction.Void).NeedsReason.ShouldBeTrue();
    }

    [Fact]
    public void Decide_TechnicalCase_IsForAdministratorsAlone()
    {
        var hidden = Case() with { Technical = true };
        Decide("sam", CaseAction.See, hidden).Allowed.ShouldBeTrue();
        Decide("nadia", CaseAction.See, hidden).Verdict.ShouldBe(AccessVerdict.Hidden);
        Decide("sam", CaseAction.GrantAccess, hidden).Verdict.ShouldBe(AccessVerdict.Refused);
    }

    [Fact]
    public void Decide_WrongHolder_NamesWhoHasIt() =>
        Decide("sian", CaseAction.RespondToRequest, null, Task("marcus", "stageManager(2)", TaskKind.Request)).Why.ShouldBe("This is with Marcus Hale.");

    private static TaskFacts Task(string holder, string role, TaskKind kind = TaskKind.Step) =>
        new() { TaskId = "task", Kind = kind, Role = role, AssigneeId = holder };

    private static AccessDecision Decide(string person, CaseAction action, CaseFacts? facts = null, TaskFacts? task = null, Organisation? organisation = null, DateOnly? today = null) =>
        ReviewFlow.Workflows.Access.Access.Decide(organisation ?? Council, new Actor(person), action, facts ?? Case(), task, today ?? Today);
}
