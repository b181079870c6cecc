using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReviewFlow.Activities.Actions;

/// <summary>One action of a register as the follow-up remembers it: who and when, never text.</summary>
internal sealed record FollowedAction
{
    public const string Open = "Open";
    public const string Deciding = "Deciding";
    public const string Complete = "Complete";
    public const string NotAchievable = "NotAchievable";

    /// <summary>Id of its row.</summary>
    public string Row { get; init; } = "";

    public int Number { get; init; }

    /// <summary>Account that is to do it.</summary>
    public string? Owner { get; init; }

    public DateOnly? Due { get; init; }

    /// <summary><see cref="Open"/>, <see cref="Deciding"/>, <see cref="Complete"/>, <see cref="NotAchievable"/>; anything else is not followed yet.</summary>
    public string State { get; init; } = "";

    /// <summary>Day by which its impact is to be checked; null when it is not, or not any more.</summary>
    public DateOnly? ImpactDue { get; init; }

    public bool IsAddressed => State is Complete or NotAchievable;

    public bool IsFollowed => State is Open or Deciding || IsAddressed;
}

/// <summary>What the follow-up remembers between two bursts.</summary>
internal sealed record FollowMemory
{
    private static readonly JsonSerializerOptions s_web = new(JsonSerializerDefaults.Web);

    public IReadOnlyList<FollowedAction> Actions { get; init; } = [];

    /// <summary>Whether others were told that every action is addressed.</summary>
    public bool SaidAddressed { get; init; }

    /// <summary>The tally that others were told last.</summary>
    public string? Told { get; init; }

    /// <summary>Whether the plan is closed: nothing is added, only impact is still checked.</summary>
    public bool Closed { get; init; }

    public bool IsAddressed => Actions.Count > 0 && Actions.All(a => a.IsAddressed);

    public FollowedAction? Of(string? row) => Actions.FirstOrDefault(a => a.Row == row);

    public FollowMemory With(FollowedAction action) => this with { Actions = [.. Actions.Select(a => a.Row == action.Row ? action : a)] };

    public static FollowMemory From(JsonObject state) => state["follow"].Deserialize<FollowMemory>(s_web) ?? new FollowMemory();

    public void Keep(JsonObject state) => state["follow"] = JsonSerializer.SerializeToNode(this, s_web);

    public static IReadOnlyList<FollowedAction> Read(JsonNode? rows) => rows.Deserialize<List<FollowedAction>>(s_web) ?? [];
}
