using System.Text.Json.Nodes;
using ReviewFlow.Workflows.Forms;
using Shouldly;
using Xunit;
using static ReviewFlow.Workflows.Tests.Forms.Qap;

namespace ReviewFlow.Workflows.Tests.Forms;

public sealed class FormValidatorTests
{
    private static readonly FormFacts Facts = new(new DateOnly(2026, 3, 30), Fernshire.Robin, People: Fernshire.Set("joel"));

    [Fact]
    public void Validate_NothingAnswered_AsksForEverythingOpen() =>
        Messages("{}", "record.open").ShouldBe(["issues.reviewDate: Enter the review date", "issues.actions: Add at least one issue"]);

    [Fact]
    public void Validate_RowsIncomplete_NamesTheRow() =>
        Messages("""{"issues":{"reviewDate":"2026-04-10","actions":[{"id":"r1","issue":"Health"},{"id":"r2","issue":" "}]}}""", "record.open")
            .ShouldBe(["issues.actions[r2].issue: Enter the issue for issue 2"]);

    [Fact]
    public void Validate_FieldsOfOthers_AreLeftAlone() =>
        Messages("""{"issues":{"actions":[{"id":"r1","issue":"Health","swUpdate":"Booked"}]}}""", "ask.asked").ShouldBeEmpty();

    [Fact]
    public void Validate_MandatoryCellMissing_IsAsked() =>
        Messages("""{"issues":{"actions":[{"id":"r1","issue":"Health"}]}}""", "ask.asked")
            .ShouldBe(["issues.actions[r1].swUpdate: Enter the social Workers update for issue 1"]);

    [Theory]
    [InlineData("2026-03-29", "Review date must be today or later")]
    [InlineData("2026-03-30", null)]
    [InlineData("2026-02-29", "Review date must be a real date")]
    [InlineData("31 3 2026", "Review date must be a real date")]
    public void Validate_Date_IsRealAndKeepsItsRule(string date, string? message)
    {
        var problems = Messages($$$"""{"issues":{"reviewDate":"{{{date}}}","actions":[{"id":"r1","issue":"x"}]}}""", "record.open");
        problems.ShouldBe(message is null ? [] : [$"issues.reviewDate: {message}"]);
    }

    [Theory]
    [InlineData("Resolved", null, 0)]
    [InlineData("Not resolved", null, 1)]
    [InlineData("Not resolved", "No places", 0)]
    [InlineData("Perhaps", null, 1)]
    public void Validate_RowCondition_AsksOnlyWhenShown(string decision, string? why, int problems)
    {
        var row = new JsonObject { ["id"] = "r1", ["decision"] = decision, ["why"] = why };
        var answers = new JsonObject { ["issues"] = new JsonObject { ["actions"] = new JsonArray(row) } };
        FormValidator.Validate(Form, answers, "decide.open", Facts).Count(p => p.SectionId == "issues").ShouldBe(problems);
    }

    [Fact]
    public void Validate_FieldCondition_SeesItsOwnSection()
    {
        Messages("""{"outcome":{"summary":"s","checked":true,"agencies":"Yes"}}""", "decide.open").ShouldBe(["outcome.agency: Enter the agency"]);
        Messages("""{"outcome":{"summary":"s","checked":true,"agencies":"No"}}""", "decide.open").ShouldBeEmpty();
    }

    [Fact]
    public void Validate_EachType_HasItsOwnSentence() =>
        Messages("{}", "decide.open").ShouldBe(
        [
            "outcome.summary: Enter the summary and conclusion",
            "outcome.checked: Tick “I have checked the date”",
            "outcome.agencies: Answer “Were other agencies part of it?”",
        ]);

    [Fact]
    public void Validate_TooLong_SaysHowMuch() =>
        Messages($$$"""{"issues":{"reviewDate":"2026-04-10","actions":[{"id":"r1","issue":"{{{new string('x', 51)}}}"}]}}""", "record.open")
            .ShouldBe(["issues.actions[r1].issue: Issue must be 50 characters or fewer (issue 1)"]);

    [Theory]
    [InlineData("""{"reviewDate":"soon"}""", "reviewDate")]
    [InlineData("""{"reviewDate":5}""", "reviewDate")]
    [InlineData("""{"unknown":"x"}""", "unknown")]
    [InlineData("""{"actions":"x"}""", "actions")]
    [InlineData("""{"actions":["x"]}""", "actions")]
    [InlineData("""{"actions":[{"id":"r1","colour":"x"}]}""", "actions[r1].colour")]
    [InlineData("""{"actions":[{"id":"r1","decision":"Perhaps"}]}""", "actions[r1].decision")]
    [InlineData("""{"actions":[{"issue":{"a":1}}]}""", "actions[new-1].issue")]
    public void CheckTyped_WrongValue_IsNamed(string values, string path) =>
        FormValidator.CheckTyped(Issues, Obj(values), Facts).ShouldHaveSingleItem().Path.ShouldBe(path);

    [Fact]
    public void CheckTyped_UnfinishedWork_IsFine() =>
        FormValidator.CheckTyped(Issues, Obj("""{"reviewDate":"","actions":[{"id":"r1","issue":""},{"issue":"x"}]}"""), Facts).ShouldBeEmpty();

    [Fact]
    public void Evaluate_Prefills_SayWhereTheyComeFrom()
    {
        var offered = Prefill.Evaluate(Form, [], Facts);
        offered.Select(o => $"{o.SectionId}.{o.FieldId}={o.Value} ({o.Source})").ShouldBe(
        [
            "child.name=Robin Fairweather-Test (the person’s record)",
            "child.bornOn=2014-05-06 (the person’s record)",
        ]);
    }

    [Fact]
    public void Evaluate_AnsweredField_IsNotOfferedAgain()
    {
        var form = Read("""
            {"id":"f","title":"F","sections":[{"id":"s","title":"S","fields":[
              {"id":"date","label":"Date of dispute","type":"date","prefill":"caseFields.dateOfDispute ?? today"},
              {"id":"rows","label":"Rows","type":"table","prefill":"input.actions","columns":[{"id":"issue","label":"Issue"}]}]}]}
            """);
        Prefill.Evaluate(form, [], Facts).ShouldHaveSingleItem().Value.ToString().ShouldBe("2026-03-30");
        var known = Facts with { CaseFields = Obj("""{"dateOfDispute":"2026-03-02"}"""), Input = Obj("""{"actions":[{"id":"r1","issue":"x"}]}""") };
        Prefill.Evaluate(form, [], known).Select(o => o.Source).ShouldBe(["this case", "the step before"]);
        Prefill.Evaluate(form, Obj("""{"s":{"date":"2026-01-01","rows":[{"id":"r9"}]}}"""), known).ShouldBeEmpty();
    }

    [Fact]
    public void Evaluate_AnswerOfAnEarlierVersion_IsOfferedAgainWhereThatIsWanted()
    {
        var form = Read("""
            {"id":"f","title":"F","sections":[{"id":"s","title":"S","fields":[
              {"id":"review","label":"Date for review","type":"date","prefill":"caseFields.reviewDate","prefillAgain":true,"valid":"value === caseFields.reviewDate","validMessage":"Another date was agreed"},
              {"id":"begun","label":"Begun","type":"date","prefill":"caseFields.begun","valid":"value === caseFields.begun","validMessage":"It never changes"}]}]}
            """);
        var facts = Facts with { CaseFields = Obj("""{"reviewDate":"2026-07-20","begun":"2026-05-05"}""") };
        Prefill.Evaluate(form, Obj("""{"s":{"review":"2026-06-22","begun":"2026-05-06"}}"""), facts).ShouldHaveSingleItem().Value.ToString().ShouldBe("2026-07-20");
        Prefill.Evaluate(form, Obj("""{"s":{"review":"2026-07-20","begun":"2026-05-06"}}"""), facts).ShouldBeEmpty();
    }

    private static List<string> Messages(string answers, string openAt) =>
        [.. FormValidator.Validate(Form, Obj(answers), openAt, Facts).Where(p => !p.Path.StartsWith("actions", StringComparison.Ordinal) || openAt != "decide.open").Select(p => $"{p.SectionId}.{p.Path}: {p.Message}")];
}
