using System.Text.Json.Nodes;
using ReviewFlow.Workflows.Forms;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Forms;

public class AnswerPathTests
{
    [Theory]
    [InlineData("day", "x", """{"day":"x","rows":[{"id":"r1","a":"1"}]}""")]
    [InlineData("rows[r1].a", "x", """{"day":"d","rows":[{"id":"r1","a":"x"}]}""")]
    [InlineData("rows[r2].a", "x", """{"day":"d","rows":[{"id":"r1","a":"1"},{"id":"r2","a":"x"}]}""")]
    [InlineData("rows[r1]", null, """{"day":"d","rows":[]}""")]
    public void Set_Path_ChangesThatAnswerAlone(string path, string? value, string expected)
    {
        var content = Qap.Obj("""{"day":"d","rows":[{"id":"r1","a":"1"}]}""");

        AnswerPath.Set(content, path, value is null ? null : JsonValue.Create(value));

        content.ToJsonString().ShouldBe(expected);
    }

    [Fact]
    public void Get_CellOfARow_IsFound() => AnswerPath.Get(Qap.Obj("""{"rows":[{"id":"r1","a":"1"}]}"""), "rows[r1].a")!.ToString().ShouldBe("1");

    [Theory]
    [InlineData("Start.", "Start. Mine.", "Start. Theirs.", "Start. Mine. Theirs.")]
    [InlineData("", "Mine.", "Theirs.", "Mine.\n\nTheirs.")]
    [InlineData("Start.", "Start. Mine.", "Start.", "Start. Mine.")]
    [InlineData("Start.", "", "Start. Theirs.", "Start. Theirs.")]
    public void Join_TwoTexts_LosesNothing(string start, string mine, string theirs, string both) =>
        ConflictText.Join(JsonValue.Create(start), JsonValue.Create(mine), JsonValue.Create(theirs)).ShouldBe(both);

    [Fact]
    public void Join_TwoDates_MakesNoSense() =>
        ConflictText.Join(null, JsonValue.Create("2026-06-26"), JsonValue.Create("2026-06-27")).ShouldBeNull();
}
