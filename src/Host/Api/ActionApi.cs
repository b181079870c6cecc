using System.Globalization;
using System.Security.Claims;
using System.Text.Json.Nodes;
using ReviewFlow.Host.Forms;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Actions;
using ReviewFlow.Persistence.Actions;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Api;

/// <summary>The register of actions as REST, <c>/api/actions</c>: the same rows, rights and refusals as its pages.</summary>
public static class ActionApi
{
    public static void Map(RouteGroupBuilder actions)
    {
        actions.MapGet("/", ListAsync);
        actions.MapGet("/{id}", OneAsync);
        actions.MapPost("/{id}/reopen", ReopenAsync);
    }

    /// <summary>Body of opening an action again.</summary>
    public sealed record ReopenBody(string? OperationId, string? Reason, DateOnly? NewDueOn);

    private static async Task<IResult> ListAsync(string? who, string? theme, ClaimsPrincipal user, ActionList list, ActionWords words, CancellationToken cancellation)
    {
        ActionScope? scope = who switch { null or "" or "mine" => ActionScope.Mine, "team" => ActionScope.Team, "all" => ActionScope.All, _ => null };
        if (scope is not { } wanted) return Answers.Bad("who is one of mine, team, all.");
        var say = await words.ReadAsync(cancellation);
        var faces = (await list.ReadAsync(user.Actor(), wanted, cancellation)).Select(say).Where(f => string.IsNullOrEmpty(theme) || f.CountedAs == theme);
        return Results.Json(new { items = faces.Select(Row) });
    }

    private static async Task<IResult> OneAsync(string id, ClaimsPrincipal user, ActionList list, ActionWords words, CaseQueries cases, OrganisationCache organisations, BusinessClock clock, CancellationToken cancellation)
    {
        if (await list.OneAsync(user.Actor(), id, cancellation) is not { } line || await cases.InstanceAsync(user.Actor(), line.Row.InstanceId, cancellation) is not { } view) return Answers.NotFound();
        var (face, row) = ((await words.ReadAsync(cancellation))(line), line.Row);
        var table = view.Form?.Sections.FirstOrDefault(s => s.Id == row.SectionId)?.Fields.FirstOrDefault(f => f.Id == row.TableId);
        var content = view.Documents.TryGetValue(row.SectionId, out var document) ? JsonNode.Parse(document.Content) as JsonObject : null;
        var cells = TableRows.Of(content, row.TableId).FirstOrDefault(r => TableRows.IdOf(r) == row.RowId);
        var versions = await cases.VersionsBehindRowAsync(user.Actor(), row.InstanceId, row.SectionId, row.RowId, cancellation);
        var organisation = await organisations.GetAsync(cancellation);
        var form = view.Form is null ? null : new FormView
        {
            Form = view.Form,
            Answers = [],
            OpenPaths = new HashSet<string>(StringComparer.Ordinal),
            Facts = new FormFacts(UkWords.LocalDate(clock.Now())),
            Organisation = organisation,
            Today = UkWords.LocalDate(clock.Now()),
        };
        var history = form is null || table is null ? [] : ActionHistory.Of(form, table, row.RowId, versions, organisation);
        return Results.Json(new { action = Row(face), cells, history = history.Select(h => new { field = h.Label, before = h.From, now = h.To, by = h.By, at = h.At }) });
    }

    private static async Task<IResult> ReopenAsync(string id, ReopenBody body, ClaimsPrincipal user, ActionList list, CaseQueries cases, CaseTransaction transaction, CancellationToken cancellation)
    {
        if (UserTaskCommands.Missing(("operationId", body.OperationId), ("reason", body.Reason), ("newDueOn", body.NewDueOn)) is { } missing) return missing;
        if (await list.OneAsync(user.Actor(), id, cancellation) is not { } line || await cases.InstanceAsync(user.Actor(), line.Row.InstanceId, cancellation) is not { } view) return Answers.NotFound();
        if (view.Own.FirstOrDefault(t => t.Phase == "plan") is not { } plan)
            return Answers.ToResult(new CaseOutcome.Refused(RefusalKind.Forbidden, "Only whoever keeps the plan can open an action again."));
        var values = new JsonObject { ["row"] = line.Row.RowId, ["note"] = body.Reason, ["due"] = body.NewDueOn!.Value.ToString("O", CultureInfo.InvariantCulture) };
        return Answers.ToResult(await transaction.ApplyAsync(new ActOnTask(body.OperationId!, user.Actor(), plan.Id, plan.Revision, "reopen", values), cancellation));
    }

    private static object Row(ActionFace face)
    {
        var row = face.Line.Row;
        return new
        {
            id = row.Id,
            caseId = row.CaseId,
            instanceId = row.InstanceId,
            reference = face.Line.Reference,
            about = face.Line.SubjectName,
            area = row.Area,
            number = row.Number,
            text = row.Text,
            theme = face.CountedAs,
            themeName = face.Theme,
            ownerId = row.OwnerId,
            owner = face.Owner,
            state = row.State,
            status = face.State,
            dueOn = row.DueOn,
            firstDueOn = row.FirstDueOn,
            isOverdue = face.IsLate,
            impactDueOn = row.ImpactDueOn,
            impactCheckedAt = row.ImpactCheckedAt,
            taskId = row.TaskId,
            revision = row.Revision,
        };
    }
}

/// <summary>Says actions in words, as pages do.</summary>
public sealed class ActionWords(OrganisationCache organisations, FactsCache facts, DefinitionStore definitions, BusinessClock clock)
{
    public async Task<Func<ActionLine, ActionFace>> ReadAsync(CancellationToken cancellation)
    {
        var organisation = await organisations.GetAsync(cancellation);
        var known = await facts.GetAsync(cancellation);
        var lists = await definitions.ListsAsync(cancellation);
        var today = UkWords.LocalDate(clock.Now());
        return line => ActionFace.Of(line, organisation, known.Calendars[known.DefaultCalendar], lists, today);
    }
}
