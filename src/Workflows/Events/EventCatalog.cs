using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReviewFlow.Workflows.Events;

/// <summary>One event of the catalogue.</summary>
/// <param name="Name">Name on the wire.</param>
/// <param name="Version">Version of its members.</param>
/// <param name="Meaning">What it says, in a sentence.</param>
/// <param name="Members">Its members in <c>data</c>, in order.</param>
public sealed record EventSchema(string Name, int Version, string Meaning, IReadOnlyList<EventMember> Members);

/// <summary>A member of an event.</summary>
/// <param name="Name">Name on the wire.</param>
/// <param name="Kind"><c>text</c>, <c>moment</c>, <c>flag</c> or <c>texts</c>; with a question mark when it may be null.</param>
public sealed record EventMember(string Name, string Kind);

/// <summary>Every event that is told, and how it is written.</summary>
public static class EventCatalog
{
    private static readonly JsonSerializerOptions s_wire = new(JsonSerializerDefaults.Web);

    private static readonly Dictionary<Type, EventSchema> s_schemas = typeof(CaseEvent).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(CaseEvent)))
        .ToDictionary(t => t, Schema);

    /// <summary>The catalogue in the order of its names; <c>docs/events.md</c> says the same in words.</summary>
    public static IReadOnlyList<EventSchema> All { get; } =
        [.. s_schemas.Values.OrderBy(s => s.Name, StringComparer.Ordinal).ThenBy(s => s.Version)];

    /// <summary>What is known of an event.</summary>
    public static EventSchema Of(CaseEvent told) => s_schemas[told.GetType()];

    /// <summary>An event as it is told: the same text at every attempt.</summary>
    /// <param name="told">What has happened.</param>
    /// <param name="caseId">To which case.</param>
    /// <param name="number">Its place among the events of the case; receivers order by it.</param>
    /// <param name="at">Business time of the commit.</param>
    public static string Write(CaseEvent told, string caseId, int number, DateTimeOffset at)
    {
        var schema = Of(told);
        return new JsonObject
        {
            ["id"] = Id(caseId, number),
            ["name"] = schema.Name,
            ["version"] = schema.Version,
            ["caseId"] = caseId,
            ["number"] = number,
            ["occurredAt"] = at,
            ["data"] = JsonSerializer.SerializeToNode(told, told.GetType(), s_wire),
        }.ToJsonString();
    }

    /// <summary>The id that a message keeps at every attempt and on every way.</summary>
    public static string Id(string caseId, int number) => $"{caseId}.e{number}";

    private static EventSchema Schema(Type type)
    {
        var name = type.GetCustomAttribute<CaseEventNameAttribute>() ?? throw new InvalidOperationException($"{type.Name} has no name to be told under.");
        return new EventSchema(name.Name, name.Version, name.Meaning, [.. type.GetProperties().Where(p => p.DeclaringType == type && p.GetMethod!.IsPublic).Select(Member)]);
    }

    private static EventMember Member(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var kind = type == typeof(string) ? "text"
            : type == typeof(bool) ? "flag"
            : type == typeof(DateTimeOffset) ? "moment"
            : type == typeof(IReadOnlyList<string>) ? "texts"
            : throw new InvalidOperationException($"{property.DeclaringType!.Name}.{property.Name}: no event has members of {type.Name}.");
        var open = Nullable.GetUnderlyingType(property.PropertyType) is not null || new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
        return new EventMember(JsonNamingPolicy.CamelCase.ConvertName(property.Name), open ? kind + "?" : kind);
    }
}
