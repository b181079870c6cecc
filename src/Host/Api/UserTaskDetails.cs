using System.Security.Claims;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Host.Api;

/// <summary>One task: what it is, what this person may do with it, and what has happened.</summary>
public static class UserTaskDetails
{
    public static void Map(RouteGroupBuilder tasks)
    {
        tasks.MapGet("/{id}", DetailAsync);
        tasks.MapGet("/{id}/capabilities", CapabilitiesAsync);
        tasks.MapGet("/{id}/events", EventsAsync);
    }

    private static async Task<IResult> DetailAsync(string id, ClaimsPrincipal user, UserTaskReading tasks, CaseQueries queries, ClockReading clocks, CancellationToken cancellation)
    {
        if (await tasks.FindAsync(user, id, cancellation) is not { } found) return Answers.NotFound();
        var cards = await clocks.CardsAsync(found.Entry, found.Case, cancellation);
        var (row, item, now) = (found.Row, found.Item, found.Entry.Now);
        var instance = await queries.InstanceAsync(found.Entry.Actor, row.InstanceId, cancellation);
        return Results.Json(new
        {
            id = row.Id,
            revision = row.Revision,
            status = UserTaskFace.Status(row),
            title = row.Title,
            taskType = row.Kind,
            phase = row.Phase,
            caseId = row.CaseId,
            workflowInstanceId = row.InstanceId,
            activityId = row.ActivityId,
            reference = instance?.Row.Reference ?? found.Case.Row.Reference,
            subject = found.Case.Subject is { } s ? new { s.Id, s.Name, s.ExternalId } : null,
            assignee = row.AssigneeId,
            actingFor = row.ActingForId,
            teamId = row.TeamId,
            assignedBecause = row.Rule,
            sentBy = row.SentBy,
            note = row.Note,
            createdAt = row.OpenedAt,
            startedAt = row.StartedAt,
            dueAt = row.DueAt,
            firstDueAt = row.FirstDueAt,
            clock = cards.OfTask(row),
            totalClock = ClockReading.Whole(cards, found.Case),
            scheduledFor = row.ScheduledFor,
            isOverdue = item.Open && row.DueAt < now,
            completedAt = row.ClosedAt,
            completedBy = row.ClosedBy,
            outcome = row.Outcome,
            actions = item.Actions.Select(a => Action(a, instance)),
            form = instance is { Form: { } form } ? Form(form, instance) : null,
        });
    }

    private static object Action(TaskAction action, InstanceView? instance) => new
    {
        action.Key,
        action.Label,
        action.NeedsNote,
        action.NeedsReason,
        action.NeedsAttachment,
        action.Validates,
        action.AvailableFrom,
        action.Signs,
        declaration = action.Signs ? action.Declaration : null,
        covers = action.Signs ? action.Covers : null,
        shownHash = action.Signs && instance?.Form is { } form ? CanonicalContent.Of(form, [.. action.Covers], Contents(instance)).Hash : null,
    };

    private static List<SectionContent> Contents(InstanceView instance) =>
        [.. instance.Documents.Values.Select(d => new SectionContent(d.SectionId, d.Version, (JsonObject)JsonNode.Parse(d.Content)!))];

    private static object Form(FormDefinition form, InstanceView instance) => new
    {
        form.Id,
        form.Version,
        openPaths = instance.OpenPaths.Order(StringComparer.Ordinal),
        sections = form.Sections.Select(s => new
        {
            s.Id,
            version = instance.Documents.GetValueOrDefault(s.Id)?.Version ?? 0,
            locked = instance.Locked.Contains(s.Id),
            values = instance.Documents.GetValueOrDefault(s.Id) is { } d ? JsonNode.Parse(d.Content) : null,
        }),
    };

    private static async Task<IResult> CapabilitiesAsync(string id, ClaimsPrincipal user, UserTaskReading tasks, CancellationToken cancellation)
    {
        if (await tasks.FindAsync(user, id, cancellation) is not { } found) return Answers.NotFound();
        var (item, entry) = (found.Item, found.Entry);
        return Results.Json(new
        {
            id,
            revision = item.Revision,
            actions = item.Actions.Select(a => Capability(a.Key, Decide(found, TaskActs.PermissionFor(item.Kind, item.Role, a.Key)), item.Open)),
            canClaim = item.Open && item.AssigneeId is null,
            canAssign = item.Open && Decide(found, CaseAction.Reassign).Allowed,
            canPause = item.Open && item.DueAt is not null && Decide(found, CaseAction.Extend).Allowed,
            canExtend = item.Open && item.DueAt is not null && Decide(found, CaseAction.Extend).Allowed,
            isOwn = item.Open && entry.IsOwn(item),
        });
    }

    private static object Capability(string key, AccessDecision decision, bool open) => new
    {
        key,
        allowed = open && decision.Allowed,
        why = decision.Allowed ? (open ? null : "This work is finished already.") : decision.Why,
        decision.NeedsReason,
        decision.ActingFor,
    };

    private static AccessDecision Decide(FoundTask found, CaseAction action) =>
        Access.Decide(found.Entry.Organisation, found.Entry.Actor, action, found.Case.Facts, found.Item.Facts, found.Entry.Today);

    private static async Task<IResult> EventsAsync(string id, ClaimsPrincipal user, UserTaskReading tasks, CaseQueries queries, CancellationToken cancellation)
    {
        if (await tasks.FindAsync(user, id, cancellation) is not { } found) return Answers.NotFound();
        var lines = await queries.TimelineAsync(found.Entry.Actor, found.Row.CaseId, cancellation) ?? [];
        return Results.Json(new { items = lines.Where(e => e.InstanceId == found.Row.InstanceId).Select(CaseFace.Line) });
    }
}
