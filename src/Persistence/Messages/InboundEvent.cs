using System.Text;
using System.Text.Json.Nodes;

namespace ReviewFlow.Persistence.Messages;

/// <summary>An event from another system, as it sends it.</summary>
/// <param name="Id">Given by the sender, the same at every attempt of theirs.</param>
/// <param name="Name">Name of the event that a process waits for.</param>
/// <param name="CorrelationId">A case's id or reference; null for everything that waits for the name.</param>
/// <param name="Data">What the process gets to see; small.</param>
public sealed record InboundEvent(string? Id, string? Name, string? CorrelationId, JsonNode? Data)
{
    /// <summary>Most bytes of data.</summary>
    public const int LargestData = 64 * 1024;

    private const int Longest = 200;

    /// <summary>What is wrong with it, in words for its sender; null when nothing is.</summary>
    public string? Problem() => this switch
    {
        { Id: null or "" or { Length: > Longest } } => $"id is missing or longer than {Longest} characters.",
        { Name: null or "" or { Length: > Longest } } => $"name is missing or longer than {Longest} characters.",
        { CorrelationId.Length: > Longest } => $"correlationId is longer than {Longest} characters.",
        { Data: { } data } when Encoding.UTF8.GetByteCount(data.ToJsonString()) > LargestData => $"data is larger than {LargestData} bytes.",
        _ => null,
    };
}
