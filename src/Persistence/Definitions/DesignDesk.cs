using ReviewFlow.Engine.Definitions;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows.Designs;

namespace ReviewFlow.Persistence.Definitions;

/// <summary>
/// Every way to publish a process from the designer: the checks, the saved rehearsals, the comparison with what is in
/// force, and the second person. What is done is written into the record of designs.
/// </summary>
public sealed class DesignDesk(DefinitionStore store, DesignLog log, RehearsalShelf rehearsals, FactsCache facts, BusinessClock clock)
{
    /// <summary>Longest note of whoever decides, in characters.</summary>
    public const int LongestNote = 1_000;

    /// <summary>Looks at the draft of a definition; null when there is none.</summary>
    public async Task<PublishLook?> LookAsync(string definitionId, CancellationToken cancel = default)
    {
        if (await store.DraftAsync(definitionId, cancel) is not { } draft) return null;
        var problems = await store.CheckAsync(draft.Content, PersistenceRegistration.Catalog(), await facts.GetAsync(cancel), cancel);
        var definition = DefinitionReader.Read(draft.Content).Definition;
        var before = await BeforeAsync(definitionId, cancel);
        var comparison = definition is not null && before is { } old ? DefinitionCompare.Between(old.Definition, definition) : null;
        // What cannot run cannot be rehearsed either; the problems say why.
        var failing = definition is null || problems.Any(p => !p.IsWarning) ? [] : await rehearsals.FailingAsync(definition, cancel);
        var asked = (await log.AskedAsync(cancel)).GetValueOrDefault(definitionId);
        return new PublishLook(draft, before?.Entry, comparison, problems, failing, await store.AuthorsAsync(definitionId, cancel), asked);
    }

    /// <summary>Publishes the draft, or puts the newest version back into use; or says what stops it, and asks a second person when that is all.</summary>
    /// <returns>Null when there is no such definition.</returns>
    public async Task<PublishOutcome?> PublishAsync(string definitionId, string person, CancellationToken cancel = default)
    {
        if (await LookAsync(definitionId, cancel) is not { } look) return await ReviveAsync(definitionId, person, cancel);
        if (Stops(look) is { Count: > 0 } stops) return new PublishOutcome(null, false, stops);
        if (PublishRules.Of(look.NeedsApproval, approving: false, person, look.Authors) != PublishAnswer.Publish) return await AskAsync(look, person, cancel);
        return await PublishAsync(look, person, DesignDeed.Published, look.Comparison?.Summary ?? "First version.", cancel);
    }

    /// <summary>Publishes what needed a second person, by that person.</summary>
    /// <param name="definitionId">The definition.</param>
    /// <param name="revision">Revision of the draft whose comparison the person read.</param>
    /// <param name="person">Who approves.</param>
    /// <param name="note">What they say of it; may be empty.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Null when there is no draft.</returns>
    public async Task<PublishOutcome?> ApproveAsync(string definitionId, int revision, string person, string note, CancellationToken cancel = default)
    {
        if (await LookAsync(definitionId, cancel) is not { } look) return null;
        if (Changed(look, revision) is { } changed) return changed;
        if (Stops(look) is { Count: > 0 } stops) return new PublishOutcome(null, false, stops);
        if (PublishRules.Of(look.NeedsApproval, approving: true, person, look.Authors) == PublishAnswer.OwnWork)
        {
            await WriteAsync(look, person, DesignDeed.SelfApprovalRefused, "", cancel);
            return Refused("You worked on this draft yourself. Somebody who changed nothing in it has to approve it.", "own-work");
        }

        return await PublishAsync(look, person, DesignDeed.Approved, note, cancel);
    }

    /// <summary>Gives a draft back to whoever asked, with a note.</summary>
    /// <returns>Null when there is no draft.</returns>
    public async Task<PublishOutcome?> SendBackAsync(string definitionId, int revision, string person, string note, CancellationToken cancel = default)
    {
        if (await LookAsync(definitionId, cancel) is not { } look) return null;
        if (Changed(look, revision) is { } changed) return changed;
        if (look.Asked is null) return Refused("Nobody asks for this to be approved any more.", "not-asked");
        await WriteAsync(look, person, DesignDeed.SentBack, note, cancel);
        return new PublishOutcome(null, false, []);
    }

    /// <summary>Writes down what was done to a definition.</summary>
    public Task WriteAsync(string definitionId, string person, DesignDeed deed, string words, int? version = null, CancellationToken cancel = default) =>
        log.AddAsync(new DesignEvent(definitionId, clock.Now(), person, deed, version, null, words), cancel);

    /// <summary>The version that a draft is compared with: the one in force, else the newest that ever was, so that taking a process out of use opens no way around.</summary>
    private async Task<(DefinitionEntry Entry, WorkflowDefinition Definition)?> BeforeAsync(string definitionId, CancellationToken cancel)
    {
        var entries = (await store.EntriesAsync(cancel)).Where(e => e.DefinitionId == definitionId && !e.IsDraft).ToList();
        var entry = entries.Find(e => e.IsPublished) ?? entries.MaxBy(e => e.Version) ?? await store.NewestEverAsync(definitionId, cancel);
        if (entry is null || await store.ContentAsync(entry.Id, cancel) is not { } content) return null;
        return DefinitionReader.Read(content).Definition is { } definition ? (entry, definition) : null;
    }

    private async Task<PublishOutcome?> ReviveAsync(string definitionId, string person, CancellationToken cancel)
    {
        var newest = (await store.EntriesAsync(cancel)).Where(e => e.DefinitionId == definitionId).MaxBy(e => e.Version);
        if (newest is null) return null;
        if (newest.IsPublished) return new PublishOutcome(newest.Id, true, []);
        await store.ReviveAsync(newest.Id, clock.Now(), cancel);
        await WriteAsync(definitionId, person, DesignDeed.PutBackIntoUse, "", newest.Version, cancel);
        return new PublishOutcome(newest.Id, false, []);
    }

    private async Task<PublishOutcome> PublishAsync(PublishLook look, string person, DesignDeed deed, string words, CancellationToken cancel)
    {
        var result = await store.PublishDraftAsync(look.Draft, person, clock.Now(), cancel);
        if (result.VersionId is null) return new PublishOutcome(null, false, [.. result.Problems.Select(p => new DefinitionProblem("$", null, p, "refused"))]);
        await WriteAsync(look, person, deed, words, cancel);
        return new PublishOutcome(result.VersionId, false, []);
    }

    private async Task<PublishOutcome> AskAsync(PublishLook look, string person, CancellationToken cancel)
    {
        var weighing = look.Comparison!.Changes.Where(c => c.Weight != ChangeWeight.None).ToList();
        var words = PublishRules.Waits(weighing, $"/designer/processes/{look.Draft.DefinitionId}/publish");
        if (!look.AskedForThis) await WriteAsync(look, person, DesignDeed.Asked, look.Comparison.Summary, cancel);
        return new PublishOutcome(null, false, [new DefinitionProblem("$", null, words, "needs-second-person")], Waits: true);
    }

    private Task WriteAsync(PublishLook look, string person, DesignDeed deed, string words, CancellationToken cancel) =>
        log.AddAsync(new DesignEvent(look.Draft.DefinitionId, clock.Now(), person, deed, look.Draft.Version, look.Draft.Revision, words), cancel);

    private static List<DefinitionProblem> Stops(PublishLook look) =>
    [
        .. look.Problems.Where(p => !p.IsWarning),
        .. look.Failing.Select(f => new DefinitionProblem("$", null, $"The saved rehearsal “{f.Rehearsal.Name}” gives something else now: {string.Join(" ", f.Differences.Take(3).Select(d => d.TrimEnd('.') + "."))}", "rehearsal-differs")),
    ];

    private static PublishOutcome? Changed(PublishLook look, int revision) => look.Draft.Revision == revision
        ? null
        : Refused("The draft was changed after you opened this page. Read the comparison again.", "changed-since-shown");

    private static PublishOutcome Refused(string words, string code) => new(null, false, [new DefinitionProblem("$", null, words, code)]);
}
