using ReviewFlow.Host.Pages.Cases;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Host.Api;

/// <summary>Cases as the REST face shows them.</summary>
public static class CaseFace
{
    /// <summary>A line of the case's story.</summary>
    public static object Line(CaseEventRow e) => new { e.Number, e.At, e.Kind, e.Text, e.InstanceId, actor = e.ActorId, actingFor = e.ActingForId };

    /// <summary>The whole case without its answers.</summary>
    public static object Of(CaseView view, ClockCards cards) => new
    {
        view.Row.Id,
        view.Row.Reference,
        view.Row.Title,
        view.Row.Area,
        view.Row.Status,
        view.Row.OpenedAt,
        view.Row.OpenedBy,
        view.Row.EndedAt,
        view.Row.Stage,
        view.Row.Outcome,
        view.Row.DateOfDispute,
        view.Row.TotalClockDue,
        subject = view.Subject is { } s ? new { s.Id, s.Name, s.ExternalId } : null,
        steps = view.Instances.Select(i => new { i.Id, i.DefinitionId, i.Title, i.Reference, i.Status, i.SubStatus, i.StartedAt, i.EndedAt, i.VoidedAt }),
        tasks = view.Tasks.Select(t => new { t.Id, t.Revision, t.InstanceId, t.Title, taskType = t.Kind, t.Phase, status = UserTaskFace.Status(t), assignee = t.AssigneeId, t.DueAt, completedAt = t.ClosedAt, t.Outcome }),
        clocks = view.Tasks.Where(t => t.Status == WorkTaskStatus.Open).Select(t => new { taskId = t.Id, card = cards.OfTask(t) }).Where(c => c.card is not null),
        totalClock = ClockReading.Whole(cards, view),
        alerts = view.Alerts.Select(a => new { a.Id, a.Rung, a.Template, a.Critical, a.DueAt, a.RaisedAt }),
    };
}
