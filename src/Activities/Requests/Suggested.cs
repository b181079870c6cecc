namespace ReviewFlow.Activities.Requests;

/// <summary>A recipient whom the definition suggests.</summary>
internal sealed record Suggested
{
    public string Role { get; init; } = "";

    public bool Mandatory { get; init; } = true;

    /// <summary>What the recipient is in this request, for instance "Manager".</summary>
    public string? Label { get; init; }
}
