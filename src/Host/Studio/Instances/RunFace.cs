using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Host.Studio.Instances;

/// <summary>An instance as the designer reads it. Neither a name nor a subject is in it.</summary>
internal static class RunFace
{
    public static JsonObject Summary(InstanceRow row, int incidents, int version) => new()
    {
        ["id"] = row.Id,
        ["definitionId"] = row.DefinitionId,
        ["definitionVersionId"] = row.VersionId,
        ["version"] = version,
        ["status"] = row.Status.ToString(),
        ["subStatus"] = row.SubStatus.ToString(),
        ["correlationId"] = null,
        ["name"] = row.Reference ?? row.Title,
        ["isSystem"] = false,
        ["incidentCount"] = incidents,
        ["createdAt"] = row.StartedAt,
        ["updatedAt"] = row.EndedAt ?? row.StartedAt,
        ["finishedAt"] = row.EndedAt,
    };

    public static JsonObject Of(Run run, DateTimeOffset updatedAt)
    {
        var face = Summary(run.Row, run.Incidents.Count, run.Definition.Version);
        face["updatedAt"] = updatedAt;
        face["workflowState"] = State(run, updatedAt);
        return face;
    }

    private static JsonObject State(Run run, DateTimeOffset updatedAt) => new()
    {
        ["id"] = run.Row.Id,
        ["definitionId"] = run.Row.DefinitionId,
        ["definitionVersionId"] = run.Row.VersionId,
        ["definitionVersion"] = run.Definition.Version,
        ["correlationId"] = null,
        ["name"] = run.Row.Reference ?? run.Row.Title,
        ["isSystem"] = false,
        ["status"] = run.Row.Status.ToString(),
        ["subStatus"] = run.Row.SubStatus.ToString(),
        ["bookmarks"] = new JsonArray([.. run.State.Bookmarks.Select(Wait)]),
        ["incidents"] = new JsonArray([.. run.State.Incidents.Select(Incident)]),
        ["fault"] = null,
        ["completionCallbacks"] = new JsonArray(),
        ["activityExecutionContexts"] = new JsonArray(),
        ["input"] = Values(run, run.State.Input),
        ["output"] = Values(run, run.State.Output),
        ["properties"] = new JsonObject(),
        ["createdAt"] = run.Row.StartedAt,
        ["updatedAt"] = updatedAt,
        ["finishedAt"] = run.Row.EndedAt,
    };

    private static JsonObject Values(Run run, JsonObject values) => new(values.Select(v => KeyValuePair.Create(v.Key, run.Masked(v.Value))));

    // What a wait carries can hold what people wrote; that it is there is enough.
    private static JsonNode Wait(Bookmark wait) => new JsonObject
    {
        ["id"] = wait.Id,
        ["name"] = wait.Name,
        ["hash"] = wait.Hash,
        ["payload"] = null,
        ["activityId"] = wait.ActivityId,
        ["activityNodeId"] = wait.NodeId,
        ["activityInstanceId"] = wait.ActivityInstanceId,
        ["createdAt"] = wait.CreatedAt,
        ["autoBurn"] = wait.AutoBurn,
        ["callbackMethodName"] = null,
        ["autoComplete"] = false,
        ["metadata"] = null,
    };

    private static JsonNode Incident(Incident fault) => new JsonObject
    {
        ["activityId"] = fault.ActivityId,
        ["activityNodeId"] = fault.NodeId,
        ["activityType"] = fault.ActivityType,
        ["message"] = fault.Message,
        ["exception"] = new JsonObject { ["type"] = "Fault", ["message"] = fault.Message, ["stackTrace"] = null, ["innerException"] = null },
        ["timestamp"] = fault.At,
    };
}
