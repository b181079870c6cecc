using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ReviewFlow.Engine.Execution;

public sealed partial class WorkflowState
{
    /// <summary>The run of the workflow itself, with all runs inside it.</summary>
    [JsonInclude]
    internal ActivityRun? Root { get; set; }

    /// <summary>Counter of derived ids; goes on over bursts, so that no id comes twice even if a key does.</summary>
    [JsonInclude]
    internal int NextId { get; set; }

    /// <summary>Number of the last journal entry.</summary>
    [JsonInclude]
    internal int JournalSequence { get; set; }

    /// <summary>Newest outputs by path of the activity; they outlive suspension.</summary>
    [JsonInclude]
    internal Dictionary<string, JsonObject> ActivityOutputs { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Newest result of any activity.</summary>
    [JsonInclude]
    internal JsonNode? LastResult { get; set; }

    /// <summary>The activity whose trigger started the instance; decides where its flowchart begins.</summary>
    [JsonInclude]
    internal string? TriggerActivityId { get; set; }

    /// <summary>Whether flowcharts run by tokens; fixed at the start.</summary>
    [JsonInclude]
    internal bool TokenFlow { get; set; }

    /// <summary>Value of a workflow variable by name, for pages and tests; null when there is none.</summary>
    /// <param name="definition">The version that the instance runs on.</param>
    /// <param name="name">Name of the variable.</param>
    public JsonNode? Variable(Definitions.WorkflowDefinition definition, string name)
    {
        var variable = definition.Variables.FirstOrDefault(v => v.Name == name);
        return variable is not null && Root?.Variables?.TryGetValue(variable.Id, out var value) == true ? value?.DeepClone() : null;
    }

    internal WorkflowState Copy(Definitions.WorkflowDefinition? on = null) => new()
    {
        InstanceId = InstanceId,
        DefinitionId = DefinitionId,
        DefinitionVersionId = on?.Id ?? DefinitionVersionId,
        DefinitionVersion = on?.Version ?? DefinitionVersion,
        ParentInstanceId = ParentInstanceId,
        CorrelationId = CorrelationId,
        Name = Name,
        Status = Status,
        SubStatus = SubStatus,
        Bookmarks = [.. Bookmarks],
        Incidents = [.. Incidents],
        Input = Input,
        Output = Output.Count == 0 ? [] : (JsonObject)Output.DeepClone(),
        Root = Root?.Copy(),
        NextId = NextId,
        JournalSequence = JournalSequence,
        ActivityOutputs = new(ActivityOutputs, StringComparer.Ordinal),
        LastResult = LastResult,
        TriggerActivityId = TriggerActivityId,
        TokenFlow = TokenFlow,
    };
}
