using ReviewFlow.Engine.Execution;
using ReviewFlow.Workflows.Access;
using Shouldly;
using Xunit;
using static ReviewFlow.Workflows.Tests.Fernshire;

namespace ReviewFlow.Workflows.Tests.Access;

/// <summary>Domain 5a written a second time, by people, against the decision: role × action × state.</summary>
public sealed class PermissionMatrixTests
{
    private static readonly string[] People = ["nadia", "dev", "joel", "sian", "marcus", "ruth", "paul", "grace", "sam", "asha", "vera"];

    // h: holds the task; y: yes; r: with a reason; –: no. Columns: IRO, other IRO, SW, TM, SM, SvcDir, CorpDir, IRO Manager, administrator, designer, head of the IRO service.
    private static readonly Dictionary<CaseAction, string> Expected = new()
    {
        [CaseAction.See] = "y-yyyyyy--y",
        [CaseAction.Read] = "y-yyyyyy--y",
        [CaseAction.ReadVersion] = "y-yyyyyy--y",
        [CaseAction.StartConcern] = "yryy---y---",
        [CaseAction.StartReview] = "yr-----y---",
        [CaseAction.EditSection] = "h-hhhhhh--h",
        [CaseAction.ActOnTask] = "h-hhhhhh--h",
        [CaseAction.SendRequest] = "hh---------",
        [CaseAction.RespondToRequest] = "--hhhhhh--h",
        [CaseAction.SignAsIro] = "hh---------",
        [CaseAction.ChooseNextAction] = "hh---------",
        [CaseAction.ConfirmAsIroManager] = "-------h--h",
        [CaseAction.Reassign] = "---hhhhyr-y",
        [CaseAction.Extend] = "r------r---",
        [CaseAction.RecordNoResponse] = "hh---------",
        [CaseAction.Void] = "-------r---",
        [CaseAction.Attach] = "y-hhhhhy--h",
        [CaseAction.Download] = "y-yyyyyy--y",
        [CaseAction.GrantAccess] = "-------r---",
        [CaseAction.AskForAccess] = "rh---------",
        [CaseAction.DecideAccess] = "-------y--y",
        [CaseAction.Amend] = "h-hhhhhh--h",
        [CaseAction.Print] = "y--yyyyy--y",
        [CaseAction.RaiseImmediateConcern] = "y-yyyyyy--y",
        [CaseAction.AcknowledgeAlert] = "y-yyyyyy--y",
        [CaseAction.ChangeDateOfDispute] = "-------r---",
        [CaseAction.CloseEpisode] = "-------r---",
        [CaseAction.RecordCafcass] = "y----------",
        [CaseAction.MendIncident] = "--------r--",

        // Only in areas with roles of their own (AreaRolesTests).
        [CaseAction.StartInArea] = "-----------",
        [CaseAction.ReopenReview] = "-----------",
        [CaseAction.AskReopen] = "-----------",
        [CaseAction.InviteExternal] = "-----------",
        [CaseAction.ReadPlan] = "-----------",
        [CaseAction.StartInHouse] = "-----------",
        [CaseAction.RaiseDifference] = "-----------",
        [CaseAction.RemoveAction] = "-----------",
        [CaseAction.ChangeLead] = "-----------",
    };

    public static TheoryData<CaseAction, string> Cells()
    {
        var cells = new TheoryData<CaseAction, string>();
        foreach (var action in Enum.GetValues<CaseAction>())
        {
            foreach (var person in People)
                cells.Add(action, person);
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Decide_EveryRoleAndAction_AsInTheDomain(CaseAction action, string person)
    {
        var cell = Expected[action][Array.IndexOf(People, person)];
        var without = Decide(person, action, Case(), TaskOf("clerk", person));
        var holding = Decide(person, action, Case() with { TaskHolders = Set(person) }, TaskOf(person, person));
        without.Allowed.ShouldBe(cell is 'y' or 'r', "another person's task");
        if (cell is not '-' || person is not ("dev" or "asha" or "sam"))
            holding.Allowed.ShouldBe(cell is 'y' or 'r' or 'h', "the own task");
        without.NeedsReason.ShouldBe(cell == 'r');
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Decide_FinishedTask_AllowsNothingThatNeedsIt(CaseAction action, string person)
    {
        var task = TaskOf(person, person) with { Open = false };
        var cell = Expected[action][Array.IndexOf(People, person)];
        if (cell == 'h')
            Decide(person, action, Case() with { TaskHolders = Set(person) }, task).Verdict.ShouldBe(AccessVerdict.Refused);
        Decide("clerk", action, Case(), task).Verdict.ShouldBe(AccessVerdict.Hidden);
    }

    /// <summary>The whole cube: every role, every action, every state of case and work.</summary>
    [Theory]
    [MemberData(nameof(Cells))]
    public void Decide_EveryState_AllowsNoMoreThanTheCell(CaseAction action, string person)
    {
        var cell = Expected[action][Array.IndexOf(People, person)];
        foreach (var state in States)
        {
            var facts = state.Alter(Case() with { TaskHolders = Set(person) }, person);
            var decision = Decide(person, action, facts, state.Task(TaskOf(person, person)));
            decision.Allowed.ShouldBe(state.Allows(Holding(cell), action, person), $"{person}, {action}, {state.Name}");
            if (!decision.Allowed && decision.Verdict == AccessVerdict.Refused)
                decision.Why.ShouldNotBeEmpty($"{person}, {action}, {state.Name}");
        }
    }

    private static bool Holding(char cell) => cell is 'y' or 'r' or 'h';

    private sealed record State(string Name, Func<CaseFacts, string, CaseFacts> Alter, Func<TaskFacts, TaskFacts> Task, Func<bool, CaseAction, string, bool> Allows);

    private static readonly CaseAction[] s_whenClosed =
        [CaseAction.See, CaseAction.Read, CaseAction.Download, CaseAction.Print, CaseAction.RaiseImmediateConcern, CaseAction.AcknowledgeAlert, CaseAction.ReadVersion, CaseAction.GrantAccess, CaseAction.DecideAccess, CaseAction.Amend, CaseAction.StartConcern, CaseAction.StartReview];

    private static readonly CaseAction[] s_ofTheIro =
        [CaseAction.SendRequest, CaseAction.SignAsIro, CaseAction.ChooseNextAction, CaseAction.RecordNoResponse, CaseAction.Extend, CaseAction.RecordCafcass, CaseAction.Void];

    private static readonly CaseAction[] s_checked =
        [.. s_ofTheIro, CaseAction.EditSection, CaseAction.ActOnTask, CaseAction.RespondToRequest, CaseAction.ConfirmAsIroManager, CaseAction.DecideAccess, CaseAction.Amend];

    // Of administrators only their machinery is judged here: what holding a task gives them is no business of theirs.
    private static readonly State[] States =
    [
        new("closed", (facts, _) => facts with { Closed = true }, task => task, (cell, action, person) => IsMachinery(action, person) ? cell : Given(cell, action, person) && s_whenClosed.Contains(action)),
        new("restricted, not listed", (facts, _) => facts with { Subject = Robin with { Restricted = true } }, task => task, (_, action, person) => person == "sam" && action == CaseAction.MendIncident),
        new("restricted, listed", (facts, person) => facts with { Subject = Robin with { Restricted = true }, Grants = new Dictionary<string, DateOnly?> { [person] = Today } }, task => task, (cell, action, person) => Given(cell, action, person)),
        new("restricted, listed until yesterday", (facts, person) => facts with { Subject = Robin with { Restricted = true }, Grants = new Dictionary<string, DateOnly?> { [person] = Today.AddDays(-1) } }, task => task, (_, action, person) => person == "sam" && action == CaseAction.MendIncident),
        new("excluded by four-eyes", (facts, _) => facts, task => task with { Excluded = People.ToHashSet() }, (cell, action, person) => Given(cell, action, person) && !s_checked.Contains(action)),
        new("draft", (facts, _) => facts with { Draft = true }, task => task, (cell, action, person) => Given(cell, action, person) || (person == "nadia" && action == CaseAction.Void)),
        new("about nobody", (facts, _) => facts with { Technical = true }, task => task, (_, action, person) => person == "sam"
            ? action is CaseAction.See or CaseAction.Read or CaseAction.MendIncident or CaseAction.Void or CaseAction.Reassign or CaseAction.ActOnTask
            : action is CaseAction.See or CaseAction.Read or CaseAction.ActOnTask or CaseAction.EditSection),
        new("about nobody, held by another", (facts, _) => facts with { Technical = true, TaskHolders = Set("somebody-else") }, task => task, (_, action, person) => person == "sam" && action is CaseAction.See or CaseAction.Read or CaseAction.MendIncident or CaseAction.Void or CaseAction.Reassign or CaseAction.ActOnTask && person == "sam"),
    ];

    private static bool IsMachinery(CaseAction action, string person) => person == "sam" && action is CaseAction.MendIncident or CaseAction.Reassign && person == "sam";

    // Others' IROs, administrators and designers who hold a task were asked: they see the case and do that task.
    private static bool Given(bool cell, CaseAction action, string person) => cell
        || (person is "dev" or "asha" or "sam" && AsAsked.Contains(action));

    private static readonly CaseAction[] AsAsked =
        [CaseAction.See, CaseAction.Read, CaseAction.EditSection, CaseAction.ActOnTask, CaseAction.RespondToRequest, CaseAction.Attach, CaseAction.Download, CaseAction.ReadVersion, CaseAction.RaiseImmediateConcern, CaseAction.AcknowledgeAlert, CaseAction.Amend];

    [Fact]
    public void Of_EveryActionAndRelation_HasACell()
    {
        foreach (var action in Enum.GetValues<CaseAction>())
            Enum.GetValues<Relation>().Count(r => PermissionMatrix.Of(action, r) != Permission.No).ShouldBeGreaterThan(0, action.ToString());
        Enum.GetValues<CaseAction>().ShouldAllBe(a => PermissionMatrix.Of(a, Relation.Designer) == Permission.No);
        PermissionMatrix.ToMarkdown().Split('\n').Count(l => l.StartsWith("| ", StringComparison.Ordinal)).ShouldBe(Expected.Count + 1);
    }

    // The role of the work follows the person: the IRO's for IROs, the stage's for managers.
    private static TaskFacts TaskOf(string holder, string person) => new()
    {
        TaskId = "task",
        Kind = TaskKind.Step,
        AssigneeId = holder,
        Role = person switch
        {
            "nadia" or "dev" => "iro",
            "grace" or "vera" => "iroManager",
            "joel" => "socialWorker",
            _ => "stageManager(1)",
        },
    };

    private static AccessDecision Decide(string person, CaseAction action, CaseFacts facts, TaskFacts task) =>
        ReviewFlow.Workflows.Access.Access.Decide(Council, new Actor(person), action, facts, task, Today);
}
