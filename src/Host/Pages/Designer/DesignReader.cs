using System.Globalization;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Designs;

namespace ReviewFlow.Host.Pages.Designer;

/// <summary>A state of a process that can be compared: a version, the draft, or what the draft was.</summary>
/// <param name="Key">How addresses name it: <c>3</c>, <c>draft</c>, <c>r12</c>.</param>
/// <param name="Words">How people name it.</param>
public sealed record DesignState(string Key, string Words);

/// <summary>Everything that one process was and is.</summary>
/// <param name="Entries">Versions and draft, newest first.</param>
/// <param name="History">What the draft was, newest first.</param>
public sealed record DesignHistory(IReadOnlyList<DefinitionEntry> Entries, IReadOnlyList<DraftBefore> History)
{
    public DefinitionEntry Latest => Entries.First(e => e.IsLatest);

    public DefinitionEntry? Published => Entries.FirstOrDefault(e => e.IsPublished);

    public DefinitionEntry? Draft => Entries.FirstOrDefault(e => e.IsDraft);

    /// <summary>All that can be compared.</summary>
    public IEnumerable<DesignState> States =>
    [
        .. Entries.Select(e => e.IsDraft ? new DesignState("draft", $"The draft of version {e.Version}") : new DesignState(Key(e.Version), $"Version {e.Version}{(e.IsPublished ? ", in force" : "")}")),
        .. History.Select(h => new DesignState(Earlier(h.Revision), $"Draft of version {h.Version}, {UkWords.Moment(h.ChangedAt)} (state {h.Revision})")),
    ];

    public static string Key(int version) => version.ToString(CultureInfo.InvariantCulture);

    public static string Earlier(int revision) => $"r{Key(revision)}";
}

/// <summary>Reads one process for its pages.</summary>
public sealed class DesignReader(DefinitionStore store)
{
    /// <summary>All of a process; null when there is no such process.</summary>
    public async Task<DesignHistory?> ReadAsync(string definitionId, CancellationToken cancellation)
    {
        var entries = (await store.EntriesAsync(cancellation)).Where(e => e.DefinitionId == definitionId).OrderByDescending(e => e.Version).ToList();
        return entries.Count == 0 ? null : new DesignHistory(entries, await store.DraftHistoryAsync(definitionId, cancellation));
    }

    /// <summary>Two states side by side in words; null when one of them does not exist or cannot be read.</summary>
    public async Task<DefinitionComparison?> CompareAsync(DesignHistory all, string from, string to, CancellationToken cancellation) =>
        await DefinitionAsync(all, from, cancellation) is { } before && await DefinitionAsync(all, to, cancellation) is { } after ? DefinitionCompare.Between(before, after) : null;

    /// <summary>One state, ready to be looked at; null when there is none.</summary>
    public async Task<WorkflowDefinition?> DefinitionAsync(DesignHistory all, string key, CancellationToken cancellation)
    {
        var content = all.History.FirstOrDefault(h => DesignHistory.Earlier(h.Revision) == key)?.Content;
        if (content is null && all.Entries.FirstOrDefault(e => e.IsDraft ? key == "draft" : DesignHistory.Key(e.Version) == key) is { } entry) content = await store.ContentAsync(entry.Id, cancellation);
        return content is null ? null : DefinitionReader.Read(content).Definition;
    }
}
