using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Work;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.Work;
using Shouldly;

namespace ReviewFlow.Persistence.Tests.Disputes;

/// <summary>Somebody of the demo organisation, who does by commands what the pages let them do.</summary>
public sealed partial class Colleague(DisputeStory story, string id)
{
    public string Id => id;

    private Actor Actor => new(id);

    /// <summary>Everything open that this person holds in the case.</summary>
    public async Task<IReadOnlyList<WorkTaskRow>> OwnWork() => [.. (await story.OpenTasks()).Where(t => t.AssigneeId == id)];

    /// <summary>How the one row of the inbox that belongs to the case looks; null when there is none.</summary>
    public async Task<InboxRow?> InboxRow()
    {
        foreach (var folder in new[] { InboxFolder.IncomingWork, InboxFolder.IncompleteWork, InboxFolder.IncomingRequests, InboxFolder.Future })
        {
            var page = await story.Inbox.PageAsync(Actor, new InboxQuery(folder));
            if (page.Rows.FirstOrDefault(r => r.CaseId == story.CaseId) is { } row) return row;
        }

        return null;
    }

    /// <summary>Whether the case exists for this person.</summary>
    public async Task<bool> SeesTheCase()
    {
        await using var context = story.Context();
        return await Queries(context).CaseAsync(Actor, story.CaseId) is not null;
    }

    /// <summary>The page of the latest step, as this person is shown it.</summary>
    public async Task<OpenPage> OpensThePage()
    {
        await using var context = story.Context();
        var view = (await Queries(context).InstanceAsync(Actor, (await story.Steps())[^1].Id)).ShouldNotBeNull();
        var answers = new JsonObject(view.Documents.Values.Select(d => KeyValuePair.Create(d.SectionId, JsonNode.Parse(d.Content))));
        var facts = new FormFacts(
            Workflows.UkWords.LocalDate(story.Clock.Now()),
            view.Case.Subject,
            JsonNode.Parse(view.Case.Row.Fields)!.AsObject(),
            view.Row.Input is { } input ? JsonNode.Parse(input) as JsonObject : null,
            new HashSet<string>(StringComparer.Ordinal));
        var offered = Prefill.Evaluate(view.Form!, answers, facts).ToDictionary(o => $"{o.SectionId}.{o.FieldId}", o => o.Value.ToString(), StringComparer.Ordinal);
        return new OpenPage(this, view, offered);
    }

    /// <summary>Saves what was typed, leaving the work undone.</summary>
    public Attempt Saves(Typed typed) => new(async () => await SaveAsync((await story.Steps())[^1].Id, typed));

    /// <summary>Saves what was typed into another step than the latest.</summary>
    public Attempt Saves(Typed typed, string instanceId) => new(() => SaveAsync(instanceId, typed));

    /// <summary>Opens an episode about a child.</summary>
    public Attempt Opens(string definition, string child, string? reason = null) => new(async () =>
    {
        var outcome = await story.Cases.ApplyAsync(new OpenCase(Key(), Actor, definition, child, Reason: reason));
        if (outcome is CaseOutcome.Done done) story.CaseId = done.CaseId;
        return outcome;
    });

    /// <summary>Does an action of the one open piece of work that offers it, whoever holds that.</summary>
    public Attempt Does(string action, JsonObject? values = null, Typed? typed = null, string? declaration = null, string? at = null) => new(async () =>
    {
        var task = await TaskAsync(action, at);
        var chosen = TaskFace.Actions(task).First(a => a.Key == action);
        if (typed is not null && await SaveAsync(task.InstanceId, typed, row: TaskFace.RowOf(task)) is CaseOutcome.Refused unsaved) return unsaved;
        var signature = chosen.Signs ? await SignatureAsync(task, [.. chosen.Covers], declaration ?? chosen.Declaration ?? "") : null;
        var fresh = (await story.OpenTasks()).Single(t => t.Id == task.Id);
        return await story.Cases.ApplyAsync(new ActOnTask(Key(), Actor, task.Id, fresh.Revision, action, values, null, signature));
    });

    /// <summary>Does something that the piece of work does not offer: a forged post.</summary>
    public Attempt Forges(string action, WorkTaskRow task) => new(() =>
        story.Cases.ApplyAsync(new ActOnTask(Key(), Actor, task.Id, task.Revision, action)));

    public Attempt Applies(Func<string, Actor, CaseCommand> command) => new(() => story.Cases.ApplyAsync(command(Key(), Actor)));

    internal async Task<CaseOutcome> SaveAsync(string instanceId, Typed typed, IReadOnlyDictionary<string, int>? shown = null, string? row = null)
    {
        shown ??= await VersionsAsync(instanceId);
        var saves = typed.Select(t => new SectionSave(t.Key, shown.GetValueOrDefault(t.Key), (JsonObject)t.Value.DeepClone(), Row: row)).ToList();
        return await story.Cases.ApplyAsync(new SaveSections(Key(), Actor, instanceId, saves));
    }

    // One's own first; else somebody else's, which is for the product to refuse.
    private async Task<WorkTaskRow> TaskAsync(string action, string? at = null)
    {
        var open = await story.OpenTasks();
        var offering = open.Where(t => DisputeStory.Offers(t).Contains(action) && (at is null || TaskFace.PhaseKey(t) == at)).ToList();
        return offering.Find(t => t.AssigneeId == id) ?? offering.FirstOrDefault()
            ?? throw new ShouldAssertException($"Nothing open offers '{action}'; there is: {string.Join("; ", open.Select(t => $"{t.Title} ({t.AssigneeId}: {string.Join(", ", DisputeStory.Offers(t))})"))}");
    }

    private async Task<Dictionary<string, int>> VersionsAsync(string instanceId)
    {
        await using var context = story.Context();
        return await context.Documents.AsNoTracking().Where(d => d.InstanceId == instanceId).ToDictionaryAsync(d => d.SectionId, d => d.Version, StringComparer.Ordinal);
    }

    private async Task<SignatureGiven> SignatureAsync(WorkTaskRow task, IReadOnlyList<string> covers, string declaration)
    {
        await using var context = story.Context();
        var view = await Queries(context).InstanceAsync(Actor, task.InstanceId);
        var contents = view?.Documents.Values.Select(d => new SectionContent(d.SectionId, d.Version, (JsonObject)JsonNode.Parse(d.Content)!)).ToList();
        var hash = contents is null ? "" : CanonicalContent.Of(view!.Form!, covers, contents).Hash;
        return new SignatureGiven("demo", story.SystemNow, hash, declaration);
    }

    private CaseQueries Queries(ReviewFlowDbContext context) => new(context, story.Organisation, story.Definitions, story.Clock);

    private static string Key() => Guid.NewGuid().ToString("N");
}

/// <summary>A page that stays open while others go on.</summary>
public sealed class OpenPage(Colleague reader, InstanceView view, IReadOnlyDictionary<string, string> pulledThrough)
{
    /// <summary>What is filled in from the record, the case or the step before, by <c>section.field</c>.</summary>
    public IReadOnlyDictionary<string, string> PulledThrough => pulledThrough;

    public IReadOnlySet<string> OpenPaths => view.OpenPaths;

    /// <summary>Sections whose text nobody may change any more.</summary>
    public IReadOnlySet<string> Locked => view.Locked;

    public IReadOnlyList<SignatureRow> Signatures => view.Signatures;

    /// <summary>Saves with the versions that this page showed.</summary>
    public Attempt Saves(Typed typed) => new(() => reader.SaveAsync(
        view.Row.Id, typed, view.Documents.Values.ToDictionary(d => d.SectionId, d => d.Version, StringComparer.Ordinal)));
}

/// <summary>What somebody typed, by section.</summary>
public sealed class Typed : Dictionary<string, JsonObject>
{
    public Typed()
        : base(StringComparer.Ordinal)
    {
    }
}
