namespace ReviewFlow.Persistence.Definitions;

/// <summary>A draft with what only its store needs to know.</summary>
internal sealed record DraftState(DefinitionDraft Draft, int AuthorSince, DateTimeOffset KeptAt);

/// <summary>The newest version, which a draft begins from.</summary>
internal sealed record DraftBase(string Id, int Version, int Revision, DateTimeOffset At, string By);

/// <summary>When a draft may replace another, and when the other one is kept.</summary>
internal static class DraftRules
{
    /// <summary>
    /// The refusal when somebody else changed the definition after the state that was edited. One's own later saves
    /// are no reason: the designer saves at every drag, and answers may cross.
    /// </summary>
    public static DraftSaved? ChangedByAnother(DraftSave save, DraftState? current, DraftBase? newest)
    {
        if (save.BaseVersionId is null) return null;
        var known = save.BaseRevision ?? 0;
        if (current is not null)
        {
            var othersUntil = current.Draft.ChangedBy == save.Author ? current.AuthorSince - 1 : current.Draft.Revision;
            // The revision that a draft began from belongs to nobody's changes in it.
            var begun = newest?.Revision ?? 0;
            var stale = othersUntil > known && othersUntil > begun;
            return stale || (save.BaseVersionId != current.Draft.Id && save.BaseVersionId != newest?.Id)
                ? new DraftSaved(null, current.Draft.ChangedBy, current.Draft.ChangedAt)
                : null;
        }

        if (newest is null) return null;
        var published = save.BaseVersionId != newest.Id || (newest.Revision > known && newest.By != save.Author);
        return published ? new DraftSaved(null, newest.By, newest.At) : null;
    }

    public static DraftState Next(DraftSave save, DraftState? current, DraftBase? newest, int highestKept, DateTimeOffset now)
    {
        var revision = Math.Max(Math.Max(current?.Draft.Revision ?? 0, newest?.Revision ?? 0), highestKept) + 1;
        var version = current?.Draft.Version ?? (newest?.Version ?? 0) + 1;
        var draft = new DefinitionDraft(
            save.DefinitionId, $"{save.DefinitionId}-v{version}", version, save.Name, save.Content, revision, current?.Draft.CreatedAt ?? now, now, save.Author);
        var since = current is not null && current.Draft.ChangedBy == save.Author ? current.AuthorSince : revision;
        return new DraftState(draft, since, current is null || IsKept(save, current, now) ? now : current.KeptAt);
    }

    /// <summary>Kept when the author changes, when more than positions changed, or after a while.</summary>
    public static bool IsKept(DraftSave save, DraftState current, DateTimeOffset now) =>
        current.Draft.ChangedBy != save.Author
        || now - current.KeptAt >= DefinitionStore.KeepEvery
        || current.Draft.Name != save.Name
        || DraftChange.MoreThanPositions(current.Draft.Content, save.Content);
}
