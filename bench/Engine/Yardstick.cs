using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReviewFlow.Engine.Bench;

/// <summary>Work of a known size that has nothing to do with the engine.</summary>
internal static partial class Yardstick
{
    public static byte[] Document() => JsonSerializer.SerializeToUtf8Bytes(
        new Sheet("one sheet", [.. Enumerable.Range(0, 64).Select(Line)]),
        YardstickJson.Default.Sheet);

    public static byte[] ReadAndWrite(byte[] document) =>
        JsonSerializer.SerializeToUtf8Bytes(JsonSerializer.Deserialize(document, YardstickJson.Default.Sheet)!, YardstickJson.Default.Sheet);

    private static Entry Line(int number) =>
        new(number, $"line {number.ToString(CultureInfo.InvariantCulture)}", "Something of the length of a title", number % 3 == 0, new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));

    internal sealed record Sheet(string Name, IReadOnlyList<Entry> Entries);

    internal sealed record Entry(int Number, string Name, string Title, bool Open, DateTimeOffset At);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Sheet))]
    internal sealed partial class YardstickJson : JsonSerializerContext;
}
