using ReviewFlow.Engine.Execution;
using ReviewFlow.Workflows.Access;
using Shouldly;
using Xunit;
using static ReviewFlow.Workflows.Tests.Fernshire;

namespace ReviewFlow.Workflows.Tests.Access;

/// <summary>Domain 5a written a second time, by people, against the decision: role × action × state.</summary>
public sealed class PermissionMatrixTests
{
    private static readonly string[] People = ["nadia", "dev", "joel", "sian", "marcus", "ruth", "paul", "grace", "sam", "asha"];

    // h: holds the task; y: yes; r: with a reason; –: no. Columns: IRO, other IRO, SW, TM, SM, SvcDir, CorpDir, IRO Manager, administrator, designer.
    private static readonly Dictionary<CaseAction, string> Expected = new()
    {
        [CaseAction.See] = "y-yyyyyy--",
        [CaseAction.StartConcern] = "yryy---y--",
        [CaseAction.StartReview] = "yr-----y--",
        [CaseAction.EditSection] = "h-hhhhhh--",
        [CaseAction.ActOnTask] = "h-hhhhhh--",
        [CaseAction.SendRequest] = "hh--------",
        [CaseAction.RespondToRequest] = "--hhhhhh--",
        [CaseAction.SignAsIro] = "hh--------",
        [CaseAction.ChooseNextAction] = "hh--------",
        [CaseAction.ConfirmAsIroManager] = "-------h--",
        [CaseAction.Reassign] = "---hhhhyr-",
        [CaseAction.Extend] = "r------r--",
        [CaseAction.RecordNoResponse] = "hh--------",
        [CaseAction.Void] = "-------r--",
        [CaseAction.Attach] = "y-hhhhhy--",
        [CaseAction.Download] = "y-yyyyyy--",
        [CaseAction.GrantAccess] = "-------r--",
        [CaseAction.AskForAccess] = "rh--------",
        [CaseAction.DecideAccess] = "-------y--",
        [CaseAction.Amend] = "h-hhhhhh--",
        [CaseAction.Print] = "y--yyyyy--",
        [CaseAction.RaiseImmediateConcern] = "y-yyyyyy--",
        [CaseAction.AcknowledgeAlert] = "y-yyyyyy--",
        [CaseAction.ChangeDateOfDispute] = "-------r--",
        [CaseAction.RecordCafcass] = "y---------",
        [CaseAction.MendIncident] = "--------r-",
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
            "grace" => "iroManager",
            "joel" => "socialWorker",
            _ => "stageManager(1)",
        },
    };

    private static AccessDecision Decide(string person, CaseAction action, CaseFacts facts, TaskFacts task) =>
        ReviewFlow.Workflows.Access.Access.Decide(Council, new Actor(person), action, facts, task, Today);
}
