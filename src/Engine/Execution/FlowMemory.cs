namespace ReviewFlow.Engine.Execution;

/// <summary>What a flowchart remembers between two steps, by activity id and connection key.</summary>
internal sealed class FlowMemory
{
    /// <summary>How often each activity was visited (counter mode).</summary>
    public Dictionary<string, int> Visits { get; init; } = new(StringComparer.Ordinal);

    /// <summary>How often each connection was visited; negative when the newest visit was not followed (counter mode).</summary>
    public Dictionary<string, int> Connections { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Tokens under way (token mode).</summary>
    public List<FlowToken>? Tokens { get; set; }

    public FlowMemory Copy() => new()
    {
        Visits = new(Visits, StringComparer.Ordinal),
        Connections = new(Connections, StringComparer.Ordinal),
        Tokens = Tokens is null ? null : [.. Tokens],
    };
}

/// <summary>A token of a flowchart in token mode.</summary>
/// <param name="From">Activity it came from.</param>
/// <param name="Port">Outcome it came by.</param>
/// <param name="To">Activity it goes to.</param>
/// <param name="Blocked">It only stops a later token of the same connection.</param>
internal sealed record FlowToken(string From, string Port, string To, bool Blocked = false);
