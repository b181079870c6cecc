using System.Text.Json;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Persistence.Definitions;

/// <summary>An instance that somebody thinks of moving to another version of its definition.</summary>
internal sealed record Movable
{
    public required PublishedDefinition From { get; init; }
    public required PublishedDefinition To { get; init; }

    /// <summary>Null before its first burst.</summary>
    public required WorkflowState? State { get; init; }

    /// <summary>The form that it keeps, and the one that comes with the version; null: it has none.</summary>
    public FormDefinition? Form { get; init; }
    public FormDefinition? NewForm { get; init; }

    /// <summary>Sections under a live signature.</summary>
    public IReadOnlyCollection<string> Signed { get; init; } = [];

    /// <summary>Sections that somebody has begun to fill.</summary>
    public IReadOnlyCollection<string> Begun { get; init; } = [];
}

/// <summary>Whether it can be moved, and what that changes. Pure: the preview and the move itself ask the same.</summary>
/// <param name="Blocked">Why not, in words; null when it can.</param>
/// <param name="ChangedDrafts">Titles of sections that somebody has begun and that ask something else afterwards.</param>
internal sealed record InstanceMove(string? Blocked, IReadOnlyList<string> ChangedDrafts)
{
    public static InstanceMove Judge(Movable movable) => new(WhyNot(movable), [.. Differing(movable, movable.Begun)]);

    private static string? WhyNot(Movable movable)
    {
        if (movable.State is not { } state) return "It has not begun yet. Let it begin, or cancel it, under Incidents.";
        if (state.Status != WorkflowStatus.Running) return "It has ended.";
        if (movable.From.Definition.DefinitionId != movable.To.Definition.DefinitionId) return "It runs on another process.";
        if (movable.From.Definition.Id == movable.To.Definition.Id) return "It is on this version already.";
        if (movable.From.Process.Form != movable.To.Process.Form) return "The version uses another form.";
        if (Differing(movable, movable.Signed).FirstOrDefault() is { } section) return $"“{section}” is signed, and its form is different in this version.";
        try
        {
            WorkflowEngine.Migrate(state, movable.From.Definition, movable.To.Definition);
            return null;
        }
        catch (UnknownNodeException gone)
        {
            return $"It stands at '{gone.NodeId[(gone.NodeId.LastIndexOf(':') + 1)..]}', which this version does not have as that kind of step.";
        }
    }

    private static IEnumerable<string> Differing(Movable movable, IReadOnlyCollection<string> sections) =>
        from id in sections
        let before = movable.Form?.Sections.FirstOrDefault(s => s.Id == id)
        let after = movable.NewForm?.Sections.FirstOrDefault(s => s.Id == id)
        where before is not null && JsonSerializer.Serialize(before) != JsonSerializer.Serialize(after)
        select before.Title;
}
