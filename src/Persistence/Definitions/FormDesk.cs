using ReviewFlow.Engine.Definitions;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows.Designs;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Persistence.Definitions;

/// <summary>A form's draft before it is published.</summary>
/// <param name="Draft">The draft at the revision that was looked at.</param>
/// <param name="Form">It, read; null when something is wrong with it.</param>
/// <param name="Before">The version in force; null when it is the first.</param>
/// <param name="Comparison">What changes; null when it is the first or cannot be read.</param>
/// <param name="Problems">What is wrong with it.</param>
/// <param name="Warnings">What does not stop it: questions that nobody can fill in.</param>
/// <param name="Authors">Everybody who changed it since that version.</param>
/// <param name="Asked">The open request for a second person.</param>
public sealed record FormLook(FormDraft Draft, FormDefinition? Form, FormEntry? Before, DefinitionComparison? Comparison, IReadOnlyList<FormProblem> Problems, IReadOnlyList<FormProblem> Warnings, IReadOnlyList<string> Authors, DesignEvent? Asked)
{
    /// <summary>Whether a second person has to approve it.</summary>
    public bool NeedsApproval => Comparison?.NeedsApproval == true;
}

/// <summary>Publishing of forms, with the same second person as for processes. Running cases stay on their version.</summary>
public sealed class FormDesk(FormStore forms, DefinitionStore store, DesignLog log, FactsCache facts, BusinessClock clock)
{
    /// <summary>Looks at the draft of a form; null when there is none.</summary>
    public async Task<FormLook?> LookAsync(string formId, CancellationToken cancel = default)
    {
        if (await forms.DraftAsync(formId, cancel) is not { } draft) return null;
        var read = FormReader.Read(draft.Content);
        var before = (await forms.VersionsAsync(formId, cancel)).FirstOrDefault();
        var old = before is null ? null : FormReader.Read(before.Content).Form;
        var processes = await ProcessesAsync(formId, cancel);
        var comparison = read.Form is not null && old is not null ? FormCompare.Between(old, read.Form, FormTurns.Signed(processes)) : null;
        var asked = (await log.AskedAsync(cancel)).GetValueOrDefault(DesignLog.FormPrefix + formId);
        return new FormLook(draft, read.Form, before, comparison, read.Problems, read.Form is null ? [] : FormTurns.Closed(read.Form, processes), await forms.AuthorsAsync(formId, cancel), asked);
    }

    /// <summary>Published processes that use a form.</summary>
    public async Task<IReadOnlyList<WorkflowDefinition>> ProcessesAsync(string formId, CancellationToken cancel = default)
    {
        var found = new List<WorkflowDefinition>();
        foreach (var id in await store.PublishedIdsAsync(cancel))
        {
            if (await store.LatestAsync(id, cancel) is { } published && published.Process.Form == formId) found.Add(published.Definition);
        }

        return found;
    }

    /// <summary>Publishes, approves, or asks.</summary>
    /// <param name="formId">The form.</param>
    /// <param name="revision">Revision of the draft that was shown.</param>
    /// <param name="person">Who wants it.</param>
    /// <param name="approving">Whether the person read the comparison and approves.</param>
    /// <param name="note">What they say of it.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>What stops it; <see cref="PublishOutcome.Waits"/> when a second person was asked. Null when there is no draft.</returns>
    public async Task<PublishOutcome?> PublishAsync(string formId, int revision, string person, bool approving, string note, CancellationToken cancel = default)
    {
        if (await LookAsync(formId, cancel) is not { } look) return null;
        if (look.Draft.Revision != revision) return Refused("The draft was changed after you opened this page. Read the comparison again.");
        if (look.Problems.Count > 0) return new PublishOutcome(null, false, [.. look.Problems.Select(p => new DefinitionProblem(p.Path, null, p.Message, "form"))]);
        switch (PublishRules.Of(look.NeedsApproval, approving, person, look.Authors))
        {
            case PublishAnswer.OwnWork:
                await WriteAsync(look, person, DesignDeed.SelfApprovalRefused, "", cancel);
                return Refused("You worked on this draft yourself. Somebody who changed nothing in it has to approve it.");
            case PublishAnswer.NeedsSecondPerson:
                await WriteAsync(look, person, DesignDeed.Asked, look.Comparison!.Summary, cancel);
                return new PublishOutcome(null, false, [], Waits: true);
        }

        var result = await store.PublishFormAsync(look.Draft.Content, clock.Now(), person, look.Draft.Revision, cancel);
        if (result.VersionId is null) return Refused(string.Join(" ", result.Problems));
        await forms.DropAsync(formId, cancel);
        facts.Forget();
        await WriteAsync(look, person, approving ? DesignDeed.Approved : DesignDeed.Published, note.Length > 0 ? note : look.Comparison?.Summary ?? "First version.", cancel);
        return new PublishOutcome(result.VersionId, !result.Changed, []);
    }

    /// <summary>Gives a draft back with a note.</summary>
    public async Task SendBackAsync(FormLook look, string person, string note, CancellationToken cancel = default) => await WriteAsync(look, person, DesignDeed.SentBack, note, cancel);

    private Task WriteAsync(FormLook look, string person, DesignDeed deed, string words, CancellationToken cancel) =>
        log.AddAsync(new DesignEvent(DesignLog.FormPrefix + look.Draft.Id, clock.Now(), person, deed, (look.Before?.Version ?? 0) + 1, look.Draft.Revision, words), cancel);

    private static PublishOutcome Refused(string words) => new(null, false, [new DefinitionProblem("$", null, words, "refused")]);
}
