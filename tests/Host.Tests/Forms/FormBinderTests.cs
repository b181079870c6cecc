using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using ReviewFlow.Host.Forms;
using ReviewFlow.Workflows.Forms;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Forms;

public class FormBinderTests
{
    private static readonly FormDefinition s_form = FormReader.Read("""
        {
          "id": "f", "version": 1, "title": "Form",
          "sections": [ { "id": "s", "title": "Section", "openAt": ["a.open"], "fields": [
            { "id": "day", "label": "Day", "type": "date" },
            { "id": "text", "label": "Text", "type": "longText" },
            { "id": "tick", "label": "Tick", "type": "checkbox" },
            { "id": "rows", "label": "Rows", "type": "table", "columns": [
              { "id": "one", "label": "One" }, { "id": "two", "label": "Two", "openAt": ["b.open"] } ] } ] } ]
        }
        """).Form!;

    private static readonly HashSet<string> s_open = new(["s.day", "s.text", "s.tick", "s.rows", "s.rows.one"], StringComparer.Ordinal);

    [Theory]
    [InlineData("26 6 2026", "2026-06-26")]
    [InlineData("26/06/2026", "2026-06-26")]
    [InlineData("26 June 2026", "2026-06-26")]
    [InlineData("31 6 2026", "31 6 2026")]
    public void Bind_Date_IsKeptAsADayOrAsItWasTyped(string typed, string kept) =>
        Bind(("s.day", typed))["day"]!.ToString().ShouldBe(kept);

    [Fact]
    public void Bind_FieldNotOnThePage_IsLeftAlone() => Bind(("s.text", "x")).ContainsKey("tick").ShouldBeFalse();

    [Fact]
    public void Bind_BoxWithItsHiddenFieldAlone_IsUnticked() => ((bool)Bind(("s.tick", ""))["tick"]!).ShouldBeFalse();

    [Fact]
    public void Bind_FieldThatIsNotOpen_IsPassedOver()
    {
        var row = Bind(("rows:s.rows", "r1"), ("s.rows.r1.one", "mine"), ("s.rows.r1.two", "not mine"))["rows"]![0]!.AsObject();

        row.ToJsonString().ShouldBe("""{"id":"r1","one":"mine"}""");
    }

    [Fact]
    public void Bind_TableWithoutItsRows_IsLeftAlone() => Bind(("s.text", "x"), ("s.rows.r1.one", "lost")).ContainsKey("rows").ShouldBeFalse();

    [Fact]
    public void Bind_LastRowTakenAway_LeavesAnEmptyTable() => Bind(("rows:s.rows", ""))["rows"]!.AsArray().ShouldBeEmpty();

    private static JsonObject Bind(params (string Name, string Value)[] fields) => FormBinder.Bind(
        s_form, s_open, new FormCollection(fields.ToDictionary(f => f.Name, f => new StringValues(f.Value), StringComparer.Ordinal)))["s"];
}
