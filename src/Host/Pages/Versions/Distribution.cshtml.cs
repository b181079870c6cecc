using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Versions;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.Versions;

namespace ReviewFlow.Host.Pages.Versions;

/// <summary>Who gets a version: ticked by whoever has that task, with the log of every recipient below.</summary>
public sealed class DistributionModel(VersionDoor door, VersionList versions, DeliveryDesk desk, CaseTransaction cases, ReviewFlowDbContext db) : AskPage
{
    public VersionEntry Door { get; private set; } = null!;

    /// <summary>Null when no version of that number is final.</summary>
    public VersionOnFile? Version { get; private set; }

    public int Number { get; private set; }

    /// <summary>The open task in which it is sent; null when nothing is to be sent now.</summary>
    public WorkTaskRow? Task { get; private set; }

    /// <summary>Whether that task is the reader's own.</summary>
    public bool IsMine { get; private set; }

    public Distribution? Offer { get; private set; }

    public IReadOnlyList<NameFound> Names { get; private set; } = [];

    public IReadOnlyList<DeliveryLine> Log { get; private set; } = [];

    /// <summary>Number of the version that a task asks to send; null when it asks for something else, or leaves the number open.</summary>
    public static int? NumberIn(string details) =>
        JsonNode.Parse(details) is JsonObject asked && asked["groups"] is JsonArray && asked["version"] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    public string NameOf(string person) => Door.Entry.Organisation.Person(person) is { } known ? $"{known.Name}, {known.JobTitle}" : person;

    /// <summary>Whether the reader may send a mail again that came back.</summary>
    public bool MaySendAgain(DeliveryLine line) => line.CanSendAgain && new[] { line.Distribution.SentBy, line.Distribution.SentActingForId }.Contains(Door.Entry.Actor.PersonId);

    /// <summary>Whether a box is ticked: as posted, else as the process proposes.</summary>
    public bool IsTicked(OfferedGroup group, string person) => Posted is { } posted ? posted["to"].Contains($"{group.Key}|{person}") : group.Ticked;

    public async Task<IActionResult> OnGetAsync(string caseId, int number, CancellationToken cancellation)
    {
        if (await RefusedAsync(caseId, number, cancellation) is { } refused) return refused;
        return Version is null ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostAsync(string caseId, int number, CancellationToken cancellation)
    {
        if (await RefusedAsync(caseId, number, cancellation) is { } refused) return refused;
        var post = await PostAsync(null, cancellation);
        if (Version is null) return Again(new CaseOutcome.Refused(RefusalKind.Conflict, Distribution.NotFinal));
        if (Task is null) return Again(new CaseOutcome.Refused(RefusalKind.Conflict, $"Version {number} is not to be distributed now. Look at the log below; nothing was sent."));
        var to = post.Posted["to"].OfType<string>().Select(t => t.Split('|', 2)).Where(t => t.Length == 2).Select(t => (JsonNode)new JsonObject { ["group"] = t[0], ["person"] = t[1] });
        var values = new JsonObject { ["recipients"] = new JsonArray([.. to]), ["checked"] = post.Text("checked") == "yes", ["version"] = number };
        return await cases.ApplyAsync(new ActOnTask(post.OperationKey, User.Actor(), Task.Id, post.Revision, Distribution.Send, values), cancellation) switch
        {
            CaseOutcome.Refused { Kind: RefusalKind.NotFound } => NotFound(),
            CaseOutcome.Refused not => Again(not, not.Message.Contains("names of residents", StringComparison.Ordinal) ? "checked" : "to"),
            _ => Redirect($"/cases/{caseId}/versions/{number}/distribution"),
        };
    }

    /// <summary>Sends a mail that came back once more.</summary>
    public async Task<IActionResult> OnPostAgainAsync(string caseId, int number, string distribution, string person, CancellationToken cancellation)
    {
        if (await RefusedAsync(caseId, number, cancellation) is { } refused) return refused;
        if (Log.FirstOrDefault(l => l.Row.DistributionId == distribution && l.Row.PersonId == person) is not { } line) return NotFound();
        if (!MaySendAgain(line)) return Again(new CaseOutcome.Refused(line.CanSendAgain ? RefusalKind.Forbidden : RefusalKind.Conflict, line.CanSendAgain ? "Only whoever sent this version can send it again." : "This mail did not come back, so it is not sent again."));
        await desk.SendAgainAsync(distribution, person, cancellation);
        return Redirect($"/cases/{caseId}/versions/{number}/distribution");
    }

    private async Task<IActionResult?> RefusedAsync(string caseId, int number, CancellationToken cancellation)
    {
        if (await door.EnterAsync(User, caseId, cancellation) is not { } entry) return NotFound();
        if (!entry.Reads) return StatusCode(StatusCodes.Status403Forbidden);
        (Door, Number) = (entry, number);
        Version = await versions.OneAsync(caseId, number, cancellation);
        Log = await versions.DeliveriesAsync(caseId, number, cancellation);
        await LoadOfferAsync(caseId, number, cancellation);
        return null;
    }

    private async Task LoadOfferAsync(string caseId, int number, CancellationToken cancellation)
    {
        var open = await db.WorkTasks.AsNoTracking().Where(t => t.CaseId == caseId && t.Status == WorkTaskStatus.Open && t.Details != null).ToListAsync(cancellation);
        foreach (var task in open)
        {
            var roles = new CaseRoles { Subject = Door.Entry.Facts!.Subject, CaseId = caseId, Named = Door.Entry.Facts.Participants, HolderId = task.AssigneeId, ReviewerId = Door.Case.OpenedBy };
            if (Distribution.Read(JsonNode.Parse(task.Details!) as JsonObject, roles, Door.Entry.Organisation, Door.Entry.Today, task.Area) is not { } offer) continue;
            if (offer.Version is { } only && only != number) continue;
            (Task, Offer, IsMine) = (task, offer, Door.Entry.IsOwn(TaskFace.Item(task)));
        }

        if (IsMine && Version?.Content is { } content) Names = NameCheck.Look(content, await KnownAsync(cancellation), Allowed());
    }

    // Residents and other people on record; the service itself is no person.
    private async Task<List<string>> KnownAsync(CancellationToken cancellation) =>
        await db.Subjects.AsNoTracking().Where(s => s.Kind != SubjectKind.Service).Select(s => s.Name).ToListAsync(cancellation);

    private List<string> Allowed() =>
        [.. Door.Entry.Organisation.People.Select(p => p.Name), .. Door.Entry.Organisation.Externals.Select(e => e.Name), Version!.Row.CompletedBy];

    public string Revision => (Task?.Revision ?? 0).ToString(CultureInfo.InvariantCulture);
}
