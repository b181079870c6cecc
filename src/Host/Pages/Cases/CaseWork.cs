using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Host.Pages.Cases;

/// <summary>One piece of open work, in words for whoever reads.</summary>
public sealed record CaseWork
{
    public required WorkTaskRow Row { get; init; }
    public required string Title { get; init; }
    public string? Reference { get; init; }
    public required string With { get; init; }
    public required StateCell State { get; init; }
    public DueWords? Due { get; init; }

    /// <summary>Where it is done; null when it is not the reader's.</summary>
    public string? Link { get; init; }
    public string Since => UkWords.Date(UkWords.LocalDate(Row.OpenedAt));

    public static CaseWork Of(WorkTaskRow row, InstanceSheet instance, IReadOnlyList<RequestSent> requests, Reading reading)
    {
        var item = TaskFace.Item(row);
        var own = reading.IsOwn(item);
        return new CaseWork
        {
            Row = row,
            Title = item.Title,
            Reference = instance.Reference,
            With = own ? "with you" : $"with {HolderToday(row, reading)}",
            State = StateOf(item, row, requests, own, reading.Organisation),
            Due = row.DueAt is { } due ? DueWords.For(due, reading.Now, reading.Calendar) : null,
            Link = !own ? null : row.Kind == TaskKind.Request ? $"/work/{row.Id}/answer" : $"/work/{row.Id}",
        };
    }

    /// <summary>All open work of a case, what is due first on top.</summary>
    public static IReadOnlyList<CaseWork> OfCase(CaseSheet sheet, Reading reading)
    {
        var requests = Requests(sheet.Tasks);
        return
        [
            .. sheet.OpenTasks
                .Select(t => Of(t, sheet.Instance(t.InstanceId), requests, reading))
                .Select(w => w.Reference is null ? w with { Reference = sheet.Case.Reference ?? sheet.Case.Title } : w)
                .OrderBy(w => w.Row.DueAt is null).ThenBy(w => w.Row.DueAt).ThenBy(w => w.Row.OpenedAt),
        ];
    }

    // Somebody else's work that a step waits for is a request, too: the IRO Manager's confirmation.
    private static List<RequestSent> Requests(IReadOnlyList<WorkTaskRow> tasks)
    {
        var awaited = tasks.SelectMany(t => t.WaitsFor).ToHashSet(StringComparer.Ordinal);
        return [.. tasks.Where(t => t.Kind == TaskKind.Request || awaited.Contains(t.Id)).Select(t => new RequestSent(TaskFace.Item(t), t.OpenedAt, t.Outcome, Mandatory(t.Details)))];
    }

    /// <summary>Whether it is somebody else's turn: work that this waits for is open.</summary>
    public static bool IsWaiting(WorkTaskRow row, CaseSheet sheet) => sheet.OpenTasks.Any(t => row.WaitsFor.Contains(t.Id));

    // "Ready for you" is said only to whoever holds it; everybody else reads whom it waits for.
    private static StateCell StateOf(WorkItem item, WorkTaskRow row, IReadOnlyList<RequestSent> requests, bool own, Organisation organisation)
    {
        var state = WorkState.Of(item, RequestRounds.Latest(item, requests, organisation, row.OpenedAt));
        if (own || state.Kind == WorkStateKind.Waiting) return state;
        var title = organisation.Person(row.AssigneeId)?.JobTitle;
        return new StateCell(WorkStateKind.Waiting, $"Waiting for {Holder(row, organisation)}", title is null ? "" : $"({title})");
    }

    // Cover that was set after the work came does it all the same.
    internal static string HolderToday(WorkTaskRow row, Reading reading) =>
        row is { AssigneeId: { } holder, ActingForId: null } && reading.Organisation.CoverOf(holder, reading.Area, reading.Today) is { } cover
            ? $"{reading.NameOf(cover)} acting for {reading.NameOf(holder)}"
            : Holder(row, reading.Organisation);

    public static string Holder(WorkTaskRow row, Organisation organisation) => row switch
    {
        { AssigneeId: { } id, ActingForId: { } covered } => $"{organisation.NameOf(id)} acting for {organisation.NameOf(covered)}",
        { AssigneeId: { } id } => organisation.NameOf(id),
        { TeamId: { } team } => $"somebody of {organisation.Unit(team)?.Name ?? team}",
        _ => "somebody to take it",
    };

    private static bool Mandatory(string? details) =>
        details is null || JsonNode.Parse(details)?["mandatory"] is not JsonValue value || !value.TryGetValue<bool>(out var mandatory) || mandatory;
}
