using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Persistence.Cases;

/// <summary>What a row of the stimuli table can be.</summary>
internal static class StimulusKinds
{
    public const string Event = "event";
    public const string Dispatch = "dispatch";
    public const string Process = "process";
    public const string ChildEnded = "child-ended";
}

/// <summary>The end of an instance, for a parent in another case.</summary>
internal sealed record ChildEnded(
    string ParentId, string BookmarkId, string ChildId, WorkflowStatus Status, WorkflowSubStatus SubStatus, JsonObject Output);

/// <summary>A case to be opened for the subject of another.</summary>
internal sealed record ProcessToStart(StartProcess Effect, string? SubjectId, string? Actor);
