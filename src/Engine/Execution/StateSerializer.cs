using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReviewFlow.Engine.Execution;

/// <summary>Stores states as compact JSON.</summary>
public static class StateSerializer
{
    /// <summary>The state as UTF-8 JSON.</summary>
    public static byte[] Serialize(WorkflowState state) => JsonSerializer.SerializeToUtf8Bytes(state, StateJson.Default.WorkflowState);

    /// <summary>The state from UTF-8 JSON.</summary>
    /// <exception cref="JsonException">It is not a state.</exception>
    public static WorkflowState Deserialize(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, StateJson.Default.WorkflowState) ?? throw new JsonException("A state cannot be null.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    MaxDepth = 512)]
[JsonSerializable(typeof(WorkflowState))]
internal sealed partial class StateJson : JsonSerializerContext;
