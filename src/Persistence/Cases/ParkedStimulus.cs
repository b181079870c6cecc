using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Persistence.Cases;

/// <summary>A stimulus put aside with an incident. A closed list: what it may be is never looked up by a name from outside.</summary>
internal static class ParkedStimulus
{
    private static readonly JsonSerializerOptions s_wire = new(JsonSerializerDefaults.Web);

    public static string Write(Stimulus stimulus)
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(stimulus, stimulus.GetType(), s_wire)!;
        json["kind"] = stimulus.GetType().Name;
        return json.ToJsonString();
    }

    /// <summary>The stimulus again, under the key of its new attempt.</summary>
    public static Stimulus Read(string text, string key)
    {
        var json = (JsonObject)JsonNode.Parse(text)!;
        var kind = (string?)json["kind"];
        json.Remove("kind");
        json["key"] = key;
        return kind switch
        {
            nameof(InstanceStarted) => json.Deserialize<InstanceStarted>(s_wire)!,
            nameof(TaskCompleted) => json.Deserialize<TaskCompleted>(s_wire)!,
            nameof(TimerElapsed) => json.Deserialize<TimerElapsed>(s_wire)!,
            nameof(EventReceived) => json.Deserialize<EventReceived>(s_wire)!,
            nameof(BookmarkResumed) => json.Deserialize<BookmarkResumed>(s_wire)!,
            nameof(ChildFinished) => json.Deserialize<ChildFinished>(s_wire)!,
            nameof(InstanceCancelled) => json.Deserialize<InstanceCancelled>(s_wire)!,
            nameof(ActivityRetried) => json.Deserialize<ActivityRetried>(s_wire)!,
            nameof(ActivitySkipped) => json.Deserialize<ActivitySkipped>(s_wire)!,
            _ => throw new NotSupportedException($"A parked {kind} cannot be tried again."),
        };
    }
}
