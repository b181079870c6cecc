using System.Text.Json.Nodes;
using ReviewFlow.Workflows.Designs;
using ReviewFlow.Workflows.Forms;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Forms;

public sealed class FormCompareTests
{
    private const string Before = """
        { "id": "visit", "version": 1, "title": "Visit", "sections": [
          { "id": "plan", "title": "Plan", "openAt": ["look.open"], "fields": [ { "id": "seen", "label": "Seen", "type": "date" }, { "id": "why", "label": "Why" } ] },
          { "id": "outcome", "title": "Outcome", "openAt": ["sign.open"], "fields": [ { "id": "said", "label": "What was said", "type": "longText" } ] } ] }
        """;

    [Fact]
    public void Between_TheSame_SaysNothing() => Compare(_ => { }).Summary.ShouldBe("Nothing changed.");

    [Fact]
    public void Between_AnotherPersonMayFillIn_WeighsLikeARecipient()
    {
        var change = Compare(f => FormEdit.Write(FormEdit.Find(f, "plan", "seen", null)!, new FieldWords { Label = "Seen", Type = "date", OpenAt = "ask.asked" })).Changes.Single();

        change.ShouldBe(new DefinitionChange("seen", "Plan, “Seen”: filled in at look.open → ask.asked", ChangeWeight.Recipient));
    }

    [Fact]
    public void Between_AQuestionThatIsSigned_WeighsLikeASignOff_AndOneThatIsNotDoesNot()
    {
        var changes = Compare(f =>
        {
            FormEdit.Write(FormEdit.Find(f, "outcome", "said", null)!, new FieldWords { Label = "What was agreed", Type = "longText" });
            FormEdit.Write(FormEdit.Find(f, "plan", "why", null)!, new FieldWords { Label = "Why not", Type = "text" });
        }).Changes;

        changes.Select(c => (c.Words, c.Weight)).ShouldBe(
        [
            ("Plan, “Why not”: label Why → Why not", ChangeWeight.None),
            ("Outcome, “What was agreed”: label What was said → What was agreed", ChangeWeight.SignOff),
        ]);
    }

    [Fact]
    public void Between_FieldsAddedAndTakenAway_NamesThem()
    {
        var changes = Compare(f =>
        {
            FormEdit.AddField(f, "plan", null, "Date of the next visit").ShouldBe("dateOfTheNextVisit");
            FormEdit.Move(f, "outcome", "said", null, 0).ShouldBeTrue();
        }).Changes;

        changes.Select(c => c.Words).ShouldBe(["Plan: “Date of the next visit” added", "Outcome: “What was said” removed"]);
        changes[1].Weight.ShouldBe(ChangeWeight.SignOff);
    }

    [Theory]
    [InlineData("Seen", "seen2")]
    [InlineData("Today", "today2")]
    [InlineData("7 days?", "field7Days")]
    [InlineData("…", "field")]
    public void AddField_WithANameThatIsTakenOrStrange_MakesAnIdThatIsNot(string label, string id) =>
        FormEdit.AddField((JsonObject)JsonNode.Parse(Before)!, "plan", null, label).ShouldBe(id);

    [Fact]
    public void Move_OfTheFirstUp_LeavesItWhereItIs()
    {
        var form = (JsonObject)JsonNode.Parse(Before)!;

        FormEdit.Move(form, "plan", "seen", null, -1).ShouldBeTrue();
        FormEdit.Move(form, "plan", "nothing", null, 1).ShouldBeFalse();

        FormReader.Read(form.ToJsonString()).Form!.Sections[0].Fields.Select(f => f.Id).ShouldBe(["seen", "why"]);
    }

    private static DefinitionComparison Compare(Action<JsonObject> change)
    {
        var after = (JsonObject)JsonNode.Parse(Before)!;
        change(after);
        return FormCompare.Between(FormReader.Read(Before).Form!, FormReader.Read(after.ToJsonString()).Form!, new HashSet<string> { "outcome" });
    }
}
