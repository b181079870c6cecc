using ReviewFlow.Workflows.Forms;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Forms;

public sealed class FormReaderTests
{
    [Fact]
    public void Read_GoodForm_GivesEveryMember()
    {
        var issues = Qap.Issues;
        issues.Fields[0].Type.ShouldBe(FormFieldType.Date);
        issues.Fields[0].OpenAt.ShouldBe(["record.open", "ask.draft", "ask.sent"], "inherited from the section");
        var table = issues.Fields[1];
        table.MinRows.ShouldBe(1);
        table.Columns[0].OpenAt.ShouldBe(table.OpenAt, "inherited from the table");
        table.Columns[1].OpenAt.ShouldBe(["ask.asked"]);
        table.Columns[2].Choices.ShouldBe([new FormChoice("Resolved", "Resolved"), new FormChoice("Not resolved", "Not resolved", "say why")]);
        Qap.Form.Sections[0].PulledThrough.ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{""", "")]
    [InlineData("""[]""", "")]
    [InlineData("""{"id":"f","id":"g"}""", "")]
    [InlineData("""{"id":"f","title":"F","sections":[],"colour":1}""", "colour")]
    [InlineData("""{"id":"f","title":"F","sections":[]}""", "sections")]
    [InlineData("""{"id":"f","sections":[{"id":"s","title":"S","fields":[]}]}""", "title")]
    [InlineData("""{"id":"f","title":"F","version":-1,"sections":[{"id":"s","title":"S","fields":[]}]}""", "version")]
    [InlineData("""{"id":"f","title":"F","sections":[{"id":"s","title":"S","fields":[]},{"id":"s","title":"S","fields":[]}]}""", "sections[1].id")]
    [InlineData("""{"id":"f","title":"F","sections":[{"id":"today","title":"S","fields":[]}]}""", "sections[0].id")]
    public void Read_BrokenForm_SaysWhere(string json, string path) => Paths(json).ShouldContain(path);

    [Theory]
    [InlineData("""{"id":"a","label":"A","type":"colour"}""", "type")]
    [InlineData("""{"id":"a","label":"A","type":"radio"}""", "choices")]
    [InlineData("""{"id":"a","label":"A","type":"radio","choices":["x","x"]}""", "choices")]
    [InlineData("""{"id":"a","label":"A","type":"table"}""", "columns")]
    [InlineData("""{"id":"a","label":"A","columns":[{"id":"b","label":"B"}]}""", "columns")]
    [InlineData("""{"id":"a","label":"A","type":"table","columns":[{"id":"id","label":"B"}]}""", "columns[0].id")]
    [InlineData("""{"id":"a","label":"A","type":"table","columns":[{"id":"b","label":"B","type":"table","columns":[{"id":"c","label":"C"}]}]}""", "columns[0].type")]
    [InlineData("""{"id":"a","label":"A","openAt":["record"]}""", "openAt")]
    [InlineData("""{"id":"a","label":"A","openAt":"record.open"}""", "openAt")]
    [InlineData("""{"id":"a","label":"A","readOnly":true}""", "readOnly")]
    [InlineData("""{"id":"a","label":"A","minRows":1}""", "minRows")]
    [InlineData("""{"id":"a","label":"A","valid":"value > 1"}""", "validMessage")]
    [InlineData("""{"id":"a","label":"A","required":"yes"}""", "required")]
    [InlineData("""{"id":"a b","label":"A"}""", "id")]
    [InlineData("""{"id":"a","label":"A","rquired":true}""", "rquired")]
    [InlineData("""{"id":"a","label":"A","showIf":"1 +"}""", "showIf")]
    public void Read_BrokenField_SaysWhere(string field, string member) =>
        Paths($$"""{"id":"f","title":"F","sections":[{"id":"s","title":"S","fields":[{{field}}]}]}""")
            .ShouldContain($"sections[0].fields[0].{member}");

    private static IEnumerable<string> Paths(string json)
    {
        var read = FormReader.Read(json);
        read.Form.ShouldBeNull();
        return read.Problems.Select(p => p.Path);
    }
}
