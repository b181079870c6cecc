using System.Text.Json.Nodes;
using ReviewFlow.Engine.Definitions;
using Shouldly;
using Xunit;

namespace ReviewFlow.Engine.Tests.Definitions;

public sealed class DefinitionWriterTests
{
    [Fact]
    public void Write_RandomForeignMembers_KeepsEveryOne()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var json = (JsonObject)JsonNode.Parse(Steps.File(Steps.Sequence("S", Steps.Line("A"), Steps.Event("B"))))!;
            foreach (var place in (JsonObject[])[json, (JsonObject)json["root"]!, (JsonObject)json["root"]!["activities"]![0]!])
                for (var i = random.Next(4); i > 0; i--) place[$"x{random.Next(1000)}"] = Anything(random, 3);

            var written = DefinitionWriter.Write(Steps.Read(json.ToJsonString()));

            JsonNode.DeepEquals(JsonNode.Parse(written), json).ShouldBeTrue($"seed {seed}");
            DefinitionWriter.Write(Steps.Read(written)).ShouldBe(written, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData("1.10")]
    [InlineData("12345678901234567890123")]
    [InlineData("1E400")]
    public void Write_Numbers_KeepTheirSpelling(string number) =>
        DefinitionWriter.Write(Steps.Read(Steps.File(Steps.Line("A"), more: $",\"x\":{number}"))).ShouldContain($"\"x\": {number},");

    [Theory]
    [MemberData(nameof(CorpusFiles))]
    public void Write_CorpusFile_IsEqualJson(string file)
    {
        var json = File.ReadAllText(file);

        JsonNode.DeepEquals(JsonNode.Parse(DefinitionWriter.Write(Steps.Read(json))), JsonNode.Parse(json)).ShouldBeTrue();
    }

    public static TheoryData<string> CorpusFiles => [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "corpus", "derived"), "*.json")];

    private static JsonNode? Anything(Random random, int depth) => random.Next(depth > 0 ? 7 : 5) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next()),
        2 => JsonValue.Create(random.NextDouble()),
        3 => JsonValue.Create(random.Next(2) == 0),
        4 => JsonValue.Create("é\u2028<\"\\>😀"[..random.Next(7)]),
        5 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Anything(random, depth - 1))]),
        _ => new JsonObject(Enumerable.Range(0, random.Next(4)).Select(i => KeyValuePair.Create($"k{i}", Anything(random, depth - 1)))),
    };
}
