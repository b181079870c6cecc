using ReviewFlow.Engine.Execution;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Work;

/// <summary>Which permission an action of a task asks for.</summary>
public static class TaskActs
{
    public static CaseAction PermissionFor(TaskKind kind, string role, string actionKey) => kind switch
    {
        TaskKind.Request => CaseAction.RespondToRequest,
        TaskKind.SignOff when role is Roles.IroManager => CaseAction.ConfirmAsIroManager,
        TaskKind.SignOff when role is Roles.Iro => CaseAction.SignAsIro,
        TaskKind.NextAction when role is Roles.Iro => CaseAction.ChooseNextAction,
        TaskKind.Step when role is Roles.Iro && actionKey is ("send" or "resend" or "changeRecipients") => CaseAction.SendRequest,
        TaskKind.Step when role is Roles.Iro && actionKey is "recordNoResponse" => CaseAction.RecordNoResponse,
        _ => CaseAction.ActOnTask,
    };
}
