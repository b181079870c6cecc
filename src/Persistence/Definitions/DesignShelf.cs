using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Designs;

namespace ReviewFlow.Persistence.Definitions;

/// <summary>What is done to stored designs apart from publishing: earlier states, taking out of use, deleting. Everything goes into the record.</summary>
public sealed class DesignShelf(DefinitionStore store, DesignDesk desk, BusinessClock clock)
{
    // These belong to one version; a draft gets its own.
    private static readonly string[] s_ofVersion = ["id", "version", "isLatest", "isPublished"];

    /// <summary>Takes a definition out of use: nothing new starts on it, what runs goes on.</summary>
    /// <returns>Whether one of its versions was in use.</returns>
    public async Task<bool> RetireAsync(string definitionId, string person, CancellationToken cancel = default)
    {
        if (!await store.RetireAsync(definitionId, clock.Now(), cancel)) return false;
        await desk.WriteAsync(definitionId, person, DesignDeed.TakenOutOfUse, "", cancel: cancel);
        return true;
    }

    /// <summary>Makes an earlier version the draft; what was the draft goes into the history.</summary>
    /// <returns>Whether its content was found.</returns>
    public async Task<bool> RevertAsync(DefinitionEntry version, string person, CancellationToken cancel = default)
    {
        if (await store.ContentAsync(version.Id, cancel) is not { } content || JsonNode.Parse(content.TrimStart('\uFEFF')) is not JsonObject json) return false;
        foreach (var member in s_ofVersion) json.Remove(member);
        await store.SaveDraftAsync(new DraftSave(version.DefinitionId, version.Name, json.ToJsonString(), person), clock.Now(), cancel);
        await desk.WriteAsync(version.DefinitionId, person, DesignDeed.Restored, $"Version {version.Version}", version.Version, cancel);
        return true;
    }

    /// <summary>Makes an earlier state of the draft the draft again.</summary>
    /// <returns>Whether there is such a state.</returns>
    public async Task<bool> RestoreAsync(string definitionId, int revision, string person, CancellationToken cancel = default)
    {
        if (await store.RestoreDraftAsync(definitionId, revision, person, clock.Now(), cancel) is not { } draft) return false;
        await desk.WriteAsync(definitionId, person, DesignDeed.Restored, $"State {revision} of the draft", draft.Version, cancel);
        return true;
    }

    /// <summary>Takes versions off the lists and throws drafts away, unless a case runs on one of them or an older version would come back into force unread.</summary>
    /// <returns>Why nothing was deleted; null when all were.</returns>
    public async Task<string?> DeleteAsync(IReadOnlyList<DefinitionEntry> doomed, string person, CancellationToken cancel = default)
    {
        if (doomed.Sum(e => e.Running) is var running and > 0) return StillRunning(running);
        var all = await store.EntriesAsync(cancel);
        foreach (var entry in doomed.Where(e => e.IsPublished))
        {
            if (all.Where(e => e.DefinitionId == entry.DefinitionId && e is { IsDraft: false, Retired: false } && doomed.All(d => d.Id != e.Id)).MaxBy(e => e.Version) is { } older)
                return $"Version {older.Version} of {entry.Name} would come back into force unread. Go back to it instead: the change is then looked at like any other.";
        }

        foreach (var entry in doomed) await DropAsync(entry, person, cancel);
        return null;
    }

    private async Task DropAsync(DefinitionEntry entry, string person, CancellationToken cancel)
    {
        if (entry.IsDraft) await store.DiscardDraftAsync(entry.DefinitionId, cancel: cancel);
        else await store.DeleteVersionAsync(entry.Id, clock.Now(), cancel);
        await desk.WriteAsync(entry.DefinitionId, person, DesignDeed.Deleted, entry.IsDraft ? "The draft" : $"Version {entry.Version}", entry.Version, cancel);
    }

    private static string StillRunning(int running) =>
        $"{(running == 1 ? "1 case is" : $"{UkWords.Count(running, "case")} are")} running on this. Unpublish it instead: nothing new starts then, and {(running == 1 ? "the case goes" : "they go")} on.";
}
