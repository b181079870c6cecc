using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReviewFlow.Activities.Requests;

/// <summary>What a request remembers between two bursts.</summary>
internal sealed record RequestMemory
{
    private static readonly JsonSerializerOptions s_web = new(JsonSerializerDefaults.Web);

    public string Phase { get; init; } = RequestPhase.Draft;

    public string? SentBy { get; init; }

    /// <summary>First sending: day 0 of the clock.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Latest sending after a return.</summary>
    public DateTimeOffset? ResentAt { get; init; }

    public int Returns { get; init; }

    /// <summary>The sender's note, or while it is returned the note that says why.</summary>
    public string? Note { get; init; }

    public IReadOnlyList<AskedPerson> Asked { get; init; } = [];

    public bool IsAnswered => Asked.Any(a => a.Mandatory) && Asked.Where(a => a.Mandatory).All(a => a.Status == AskedPerson.Completed);

    public static RequestMemory Of(JsonObject state) => state["request"].Deserialize<RequestMemory>(s_web) ?? new RequestMemory();

    public void Keep(JsonObject state) => state["request"] = JsonSerializer.SerializeToNode(this, s_web);

    public JsonArray ListAsked() => (JsonArray)JsonSerializer.SerializeToNode(Asked, s_web)!;
}

/// <summary>Words of the owner's and the recipients' waits; a form's fields name them as <c>activityId.phase</c>.</summary>
internal static class RequestPhase
{
    public const string Draft = "draft";
    public const string Sent = "sent";
    public const string Returned = "returned";
    public const string Asked = "asked";
}
