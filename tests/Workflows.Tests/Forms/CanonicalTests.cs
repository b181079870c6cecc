using System.Text.Json.Nodes;
using ReviewFlow.Workflows.Forms;
using Shouldly;
using Xunit;
using static ReviewFlow.Workflows.Tests.Forms.Qap;

namespace ReviewFlow.Workflows.Tests.Forms;

public sealed class CanonicalTests
{
    [Theory]
    [InlineData("""{ "b": 1, "a": [ true, null, "x" ] }""", """{"a":[true,null,"x"],"b":1}""")]
    [InlineData("""{"é":1,"z":2,"A":3}""", """{"A":3,"z":2,"é":1}""")]
    [InlineData("[1.0, 1e3, 0.5, -0, 1E21, 1e-7, 0.000001, 123456789012, 3.14, 1e20, 333333333.33333329]", "[1,1000,0.5,0,1e+21,1e-7,0.000001,123456789012,3.14,100000000000000000000,333333333.3333333]")]
    [InlineData("""["\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/"]""", "[\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"]")]
    public void Write_Json_HasOneForm(string json, string canonical) => CanonicalJson.Write(JsonNode.Parse(json)).ShouldBe(canonical);

    [Fact]
    public void Of_SameContentInOtherOrder_HasTheSameHash()
    {
        var one = Of("""{"reviewDate":"2026-04-10","actions":[{"id":"r1","issue":"Health"}]}""");
        var other = Of("""{"actions":[{"issue":"Health","id":"r1"}],"reviewDate":"2026-04-10"}""");
        other.Hash.ShouldBe(one.Hash);
        one.Hash.ShouldMatch("^[0-9a-f]{64}$");
    }

    [Fact]
    public void Of_AnythingCoveredChanges_TheHashChanges()
    {
        const string content = """{"reviewDate":"2026-04-10","actions":[{"id":"r1","issue":"Health"}]}""";
        var hashes = new[]
        {
            Of(content).Hash,
            Of(content.Replace("Health", "health")).Hash,
            Of(content.Replace("r1", "r2")).Hash,
            Of(content, version: 4).Hash,
            Of(content, form: Form with { Version = 2 }).Hash,
            Of(content, form: Read(Json.Replace("Review date", "Date of review"))).Hash,
            CanonicalContent.Of(Form, ["issues", "outcome"], [new SectionContent("issues", 3, Obj(content))]).Hash,
        };
        hashes.Distinct().Count().ShouldBe(hashes.Length);
    }

    [Fact]
    public void Of_OtherSectionChanges_TheHashStays()
    {
        var issues = new SectionContent("issues", 3, Obj("{}"));
        CanonicalContent.Of(Form, ["issues"], [issues, new SectionContent("outcome", 9, Obj("""{"summary":"x"}"""))]).Hash
            .ShouldBe(CanonicalContent.Of(Form, ["issues"], [issues]).Hash);
    }

    [Fact]
    public void Of_Text_HasTheWordsOfTheQuestions() => Of("{}").Text.ShouldContain("\"label\":\"Review date\"");

    [Fact]
    public void Of_UnknownSection_Throws() => Should.Throw<ArgumentException>(() => CanonicalContent.Of(Form, ["nowhere"], []));

    private static SignedText Of(string content, int version = 3, FormDefinition? form = null) =>
        CanonicalContent.Of(form ?? Form, ["issues"], [new SectionContent("issues", version, Obj(content))]);
}
