using System.Text.Json.Nodes;
using ReviewFlow.Workflows.Forms;
using Shouldly;
using Xunit;
using static ReviewFlow.Workflows.Tests.Fernshire;
using static ReviewFlow.Workflows.Tests.Forms.Qap;

namespace ReviewFlow.Workflows.Tests.Forms;

public sealed class FormMergeTests
{
    private static readonly OtherEditor Sian = new("Sian Corley", new DateTimeOffset(2026, 3, 30, 9, 0, 0, TimeSpan.Zero));
    private static readonly IReadOnlySet<string> AllOpen = FormRules.OpenPaths(Form, Set("record.open", "ask.asked", "decide.open"), Set());
    private static readonly IReadOnlySet<string> IroOpen = FormRules.OpenPaths(Form, Set("ask.sent"), Set());

    private const string Start = """{"reviewDate":"2026-04-10","actions":[{"id":"r1","issue":"Health"},{"id":"r2","issue":"Contact"}]}""";

    [Theory]
    // start unchanged by me, changed by them
    [InlineData("""{"reviewDate":"2026-04-11"}""", """{"reviewDate":"2026-04-10"}""", """{"reviewDate":"2026-04-11"}""")]
    // changed by me alone
    [InlineData("""{"reviewDate":"2026-04-10"}""", """{"reviewDate":"2026-04-12"}""", """{"reviewDate":"2026-04-12"}""")]
    // changed alike
    [InlineData("""{"reviewDate":"2026-04-12"}""", """{"reviewDate":"2026-04-12"}""", """{"reviewDate":"2026-04-12"}""")]
    // not posted by me
    [InlineData("""{"reviewDate":"2026-04-11"}""", """{}""", """{"reviewDate":"2026-04-11"}""")]
    // cleared by me
    [InlineData("""{"reviewDate":"2026-04-10"}""", """{"reviewDate":""}""", """{"reviewDate":""}""")]
    public void ThreeWay_Field_TakesTheChange(string theirs, string mine, string merged)
    {
        var result = FormMerge.ThreeWay(Issues, Obj("""{"reviewDate":"2026-04-10"}"""), Obj(theirs), Obj(mine), AllOpen, Sian);
        result.Conflicts.ShouldBeEmpty();
        CanonicalJson.Write(result.Merged).ShouldBe(merged);
    }

    [Fact]
    public void ThreeWay_SameFieldDifferently_IsAConflictWithBothTexts()
    {
        var result = Merge(Start.Replace("Contact", "Contact with Wren"), Start.Replace("Contact", "Contact with gran"));
        var conflict = result.Conflicts.ShouldHaveSingleItem();
        conflict.Path.ShouldBe("actions[r2].issue");
        conflict.Theirs!.ToString().ShouldBe("Contact with Wren");
        conflict.Mine!.ToString().ShouldBe("Contact with gran");
        conflict.TheirName.ShouldBe("Sian Corley");
    }

    [Fact]
    public void ThreeWay_ConflictResolved_MineIsKept()
    {
        var result = Merge(Start.Replace("Contact", "Theirs"), Start.Replace("Contact", "Mine"), resolved: Set("actions[r2].issue"));
        result.Conflicts.ShouldBeEmpty();
        Texts(result).ShouldBe(["Health", "Mine"]);
    }

    [Fact]
    public void ThreeWay_DifferentCellsOfOneRow_BothKept()
    {
        var theirs = """{"actions":[{"id":"r1","issue":"Health","swUpdate":"Booked"},{"id":"r2","issue":"Contact"}]}""";
        var result = Merge(theirs, Start.Replace("Health", "Health check"));
        result.Conflicts.ShouldBeEmpty();
        result.Merged["actions"]![0]!.ToJsonString().ShouldBe("""{"id":"r1","issue":"Health check","swUpdate":"Booked"}""");
    }

    [Fact]
    public void ThreeWay_ClosedCell_StaysTheirsAndIsNamed()
    {
        var mine = """{"actions":[{"id":"r1","issue":"Health","swUpdate":"forged"},{"id":"r2","issue":"Contact"}]}""";
        var result = FormMerge.ThreeWay(Issues, Obj(Start), Obj(Start), Obj(mine), IroOpen, Sian);
        result.Ignored.ShouldBe(["actions[r1].swUpdate"]);
        result.Changed.ShouldBeEmpty();
        JsonNode.DeepEquals(result.Merged, Obj(Start)).ShouldBeTrue();
    }

    [Fact]
    public void ThreeWay_UnknownMember_IsIgnored() =>
        Merge(Start, """{"outcome":"x"}""").Ignored.ShouldBe(["outcome"]);

    [Fact]
    public void ThreeWay_BothAddRows_BothKeptWithIdsOfTheirOwn()
    {
        var theirs = Obj(Start);
        theirs["actions"]!.AsArray().Add(Obj("""{"id":"r3","issue":"Education"}"""));
        var mine = Obj(Start);
        mine["actions"]!.AsArray().Add(Obj("""{"id":"r3","issue":"Visits"}"""));
        mine["actions"]!.AsArray().Add(Obj("""{"issue":"Passport"}"""));
        var result = FormMerge.ThreeWay(Issues, Obj(Start), theirs, mine, AllOpen, Sian);
        result.Conflicts.ShouldBeEmpty();
        Texts(result).ShouldBe(["Health", "Contact", "Education", "Visits", "Passport"]);
        result.Merged["actions"]!.AsArray().Select(r => (string?)r!["id"]).Distinct().Count().ShouldBe(5);
    }

    [Fact]
    public void ThreeWay_RowNotOpenToMe_CannotBeAddedOrRemoved()
    {
        var manager = FormRules.OpenPaths(Form, Set("ask.asked"), Set());
        var result = FormMerge.ThreeWay(Issues, Obj(Start), Obj(Start), Obj("""{"actions":[{"id":"r9","issue":"New"}]}"""), manager, Sian);
        Texts(result).ShouldBe(["Health", "Contact"]);
        result.Ignored.ShouldBe(["actions[r9]"]);
    }

    [Fact]
    public void ThreeWay_IRemoveARow_ItGoes()
    {
        var result = Merge(Start, """{"actions":[{"id":"r2","issue":"Contact"}]}""");
        result.Conflicts.ShouldBeEmpty();
        Texts(result).ShouldBe(["Contact"]);
    }

    [Fact]
    public void ThreeWay_IRemoveARowThatTheyChanged_IsAConflict() =>
        Merge(Start.Replace("Health", "Health now"), """{"actions":[{"id":"r2","issue":"Contact"}]}""")
            .Conflicts.ShouldHaveSingleItem().Path.ShouldBe("actions[r1]");

    [Fact]
    public void ThreeWay_TheyRemoveARowThatIChanged_IsAConflictAndCanBeKept()
    {
        var theirs = """{"actions":[{"id":"r2","issue":"Contact"}]}""";
        var mine = Start.Replace("Health", "Health now");
        Merge(theirs, mine).Conflicts.ShouldHaveSingleItem().Path.ShouldBe("actions[r1]");
        Texts(Merge(theirs, mine, Set("actions[r1]"))).ShouldBe(["Contact", "Health now"]);
    }

    [Fact]
    public void ThreeWay_TheyRemoveARowThatILeft_ItGoes() =>
        Texts(Merge("""{"actions":[{"id":"r2","issue":"Contact"}]}""", Start)).ShouldBe(["Contact"]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ThreeWay_Generated_KeepsEveryUncontestedChange(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var start = Generated(random, null);
            var theirs = Generated(random, start);
            var mine = Generated(random, start);
            var result = FormMerge.ThreeWay(Issues, start, theirs, mine, AllOpen, Sian);
            JsonNode.DeepEquals(FormMerge.ThreeWay(Issues, start, start, mine, AllOpen, Sian).Merged, mine).ShouldBeTrue("alone, mine is saved as it is");
            JsonNode.DeepEquals(FormMerge.ThreeWay(Issues, start, theirs, start, AllOpen, Sian).Merged, theirs).ShouldBeTrue("changing nothing changes nothing");
            if (result.Conflicts.Count > 0)
                continue;
            foreach (var path in Cells(mine).Where(c => !Cells(start).Contains(c)))
                Cells(result.Merged).ShouldContain(path);
            foreach (var path in Cells(theirs).Where(c => !Cells(start).Contains(c)))
                Cells(result.Merged).ShouldContain(path);
        }
    }

    private static JsonObject Generated(Random random, JsonObject? from)
    {
        var rows = from?["actions"]!.AsArray().Select(r => (JsonObject)r!.DeepClone()).ToList() ?? [];
        foreach (var row in rows.Where(_ => random.Next(4) == 0))
            row["issue"] = $"changed {random.Next(3)}";
        rows.RemoveAll(_ => random.Next(8) == 0);
        while (from is null && rows.Count < 3)
            rows.Add(new JsonObject { ["id"] = $"r{rows.Count + 1}", ["issue"] = "start", ["swUpdate"] = "none" });
        if (from is not null && random.Next(3) == 0)
            rows.Add(new JsonObject { ["id"] = $"n{random.Next(1000)}", ["issue"] = "added", ["swUpdate"] = "x" });
        return new JsonObject { ["reviewDate"] = $"2026-04-{random.Next(10, 13)}", ["actions"] = new JsonArray([.. rows]) };
    }

    private static List<string> Cells(JsonObject content) =>
    [
        $"{content["reviewDate"]}",
        .. content["actions"]!.AsArray().SelectMany(r => r!.AsObject().Select(c => $"{r!["id"]}.{c.Key}={c.Value}")),
    ];

    private static MergeResult Merge(string theirs, string mine, IReadOnlySet<string>? resolved = null) =>
        FormMerge.ThreeWay(Issues, Obj(Start), Obj(theirs), Obj(mine), AllOpen, Sian, resolved);

    private static IEnumerable<string?> Texts(MergeResult result) => result.Merged["actions"]!.AsArray().Select(r => (string?)r!["issue"]);
}
