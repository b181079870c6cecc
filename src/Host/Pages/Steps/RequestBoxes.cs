using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Makes the request box of a step's owner.</summary>
internal static class RequestBoxes
{
    private static readonly HashSet<string> s_phases = new(["draft", "sent", "returned"], StringComparer.Ordinal);

    /// <summary>The box; null for work that sends no request.</summary>
    public static RequestBox? Of(StepRows rows, WorkTaskRow owner, Entry entry, StepClocks clocks)
    {
        if (owner.Kind != TaskKind.Step || !s_phases.Contains(owner.Phase)) return null;
        var actions = TaskFace.Actions(owner);
        var round = StepWaits.Round(rows, owner);
        var details = RequestDetails.Of(owner);
        var noResponse = actions.FirstOrDefault(a => a.Key == "recordNoResponse");
        return new RequestBox
        {
            Phase = owner.Phase,
            Title = details.Title ?? "person asked",
            Recipients = [.. round.Select(t => Line(t, entry.Organisation))],
            Suggested = Suggested(details, round, entry),
            Others = Others(entry),
            Note = owner.Phase == "sent" ? round.Select(t => t.Note).FirstOrDefault(n => n is not null) : owner.Note,
            SentAt = round.Count == 0 ? null : round.Min(t => t.OpenedAt),
            ReplyBy = owner.DueAt,
            Left = clocks.OfTask(owner)?.Left,
            NoResponse = noResponse,
            NoResponseNow = noResponse is not null && !(noResponse.AvailableFrom > entry.Now),
            Actions = actions,
        };
    }

    private static RecipientLine Line(WorkTaskRow row, Organisation organisation) => new(
        row.Id,
        row.AssigneeId ?? "",
        row.AssigneeId is { } person ? organisation.NameOf(person) : "nobody yet",
        organisation.Person(row.AssigneeId)?.JobTitle ?? "",
        RequestDetails.Of(row).Mandatory,
        StepWaits.Status(row),
        row.OpenedAt,
        row.StartedAt,
        row.Status == WorkTaskStatus.Done ? row.ClosedAt : null);

    // Who was asked last is suggested again; before the first sending, whom the process names.
    private static IReadOnlyList<SuggestedRecipient> Suggested(RequestDetails details, IReadOnlyList<WorkTaskRow> round, Entry entry)
    {
        if (round.Count > 0)
            return [.. round.Where(t => t.AssigneeId is not null).Select(t => Suggest(t.AssigneeId!, null, "", RequestDetails.Of(t).Mandatory, entry))];
        var relative = new CaseRoles { Subject = entry.Facts!.Subject, OwnerId = entry.Actor.PersonId };
        var found = details.Suggested.Select(s => (s, Assignment: RoleResolver.Resolve(s.Role, relative, entry.Organisation, entry.Today, entry.Facts.ProcessArea)));
        return [.. found.Where(f => f.Assignment.PersonId is not null)
            .Select(f => Suggest(f.Assignment.PersonId!, f.Assignment.ActingFor, f.s.Label, f.s.Mandatory, entry))
            .DistinctBy(s => s.PersonId)];
    }

    private static SuggestedRecipient Suggest(string person, string? actingFor, string label, bool mandatory, Entry entry) => new(
        person,
        entry.Organisation.NameOf(person),
        entry.Organisation.Person(person)?.JobTitle ?? "",
        label,
        mandatory,
        AwayNotice.For(actingFor ?? person, entry.Organisation, entry.Today, entry.Facts!.ProcessArea),
        HasAccess(person, entry));

    private static bool HasAccess(string person, Entry entry) =>
        !entry.Facts!.Subject.Restricted || (entry.Facts.Grants.TryGetValue(person, out var until) && (until is not { } last || entry.Today <= last));

    private static IReadOnlyList<StaffMember> Others(Entry entry) =>
        [.. entry.Organisation.People.Where(p => p.Id != entry.Actor.PersonId && entry.Organisation.InPost(p.Id, entry.Today) && HasAccess(p.Id, entry))
            .OrderBy(p => p.Name, StringComparer.CurrentCulture)];
}
