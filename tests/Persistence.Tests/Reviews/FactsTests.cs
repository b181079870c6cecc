using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Tests.Disputes;
using ReviewFlow.Workflows.Access;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Reviews;

/// <summary>Factual accuracy (ruling 28): a named colleague reads the passages about the own part, and nothing else of the review.</summary>
public sealed class FactsTests : ReviewStory
{
    [Fact]
    public async Task ANamedColleague_ReadsTheOwnPassagesAlone_AndSaysWhetherTheyAreRight()
    {
        await AReviewHasBegun();
        await TheFactsAreAskedOf(Callum, "He gave the key to the night lead at 21:30.");
        var task = await TaskAt("answer.open");
        (task.AssigneeId, task.DueAt, task.SentBy).ShouldBe((Callum.Id, London(2026, 1, 19, 17), Priya.Id));
        (await NoticesTo(Callum)).ShouldContain(n => n.Template == "imr-facts");

        (await Reads(Callum, task.InstanceId, "passage")).ShouldContain("night lead");
        await using var context = Context();
        var review = (await new CaseQueries(context, Organisation, Definitions, Clock).InstanceAsync(new Actor(Callum.Id), (await Steps())[0].Id)).ShouldNotBeNull();
        review.Documents.Values.ShouldAllBe(d => d.Content == "{}");

        await Callum.Does("answer", typed: Answer("No, something is not right", null)).IsRefused(RefusalKind.Invalid, "Write what is not right");
        await Callum.Does("answer", typed: Answer("No, something is not right", "It was 22:00."));
        (await NoticesTo(Priya)).ShouldContain(n => n.Template == "imr-facts-answered");
        (await Reads(Priya, task.InstanceId, "answer")).ShouldContain("22:00");
    }

    [Fact]
    public async Task Facts_AskedOfSeveralAndUnanswered_HoldNothingUp()
    {
        await AReviewHasBegun();
        await TheFactsAreAskedOf(Callum, "Passage one.");
        await TheFactsAreAskedOf(Dawn, "Passage two.");
        (await OpenAt()).Count(p => p == "answer.open").ShouldBe(2);
        await TimePassesTo(London(2026, 1, 21, 9));
        (await Alerts()).ShouldContain(a => a.PersonIds.Contains(Priya.Id) && a.Rung == "rung-1", "the reviewer is told after the fifth day");
        await Priya.Does("submit", typed: Reviews.Report(), at: "report.open");
        (await State()).ShouldBe("Submitted");
    }

    [Fact]
    public async Task Facts_NotAboutTheirWork_ComeBackWithANote()
    {
        await AReviewHasBegun();
        await TheFactsAreAskedOf(Callum, "Passage.");
        await Callum.Does("notMine", at: "answer.open").IsRefused(RefusalKind.Invalid, "note");
        await Callum.Does("notMine", new System.Text.Json.Nodes.JsonObject { ["note"] = "I was not on shift." }, at: "answer.open");
        (await OpenAt()).ShouldNotContain("answer.open");
    }

    [Fact]
    public async Task Facts_WithoutColleagueOrPassage_AreNotSent()
    {
        await AReviewHasBegun();
        await Begins(Priya);
        await Priya.Does("hand", typed: Passage(null, ""), at: "ask.open").IsRefused(RefusalKind.Invalid, "Choose the colleague");
        await Priya.Does("drop", at: "ask.open");
        (await OpenAt()).ShouldBe(["report.open"]);
    }

    [Fact]
    public async Task OnlyTheReviewer_AsksAboutTheFacts()
    {
        await AReviewHasBegun();
        var review = (await Steps())[0].Id;
        await Harriet.Applies((key, actor) => new TakeOffer(key, actor, review, "factsAsked")).IsRefused(RefusalKind.Forbidden);
        await Tom.Applies((key, actor) => new TakeOffer(key, actor, review, "factsAsked")).IsRefused(RefusalKind.NotFound);
        await Priya.Applies((key, actor) => new TakeOffer(key, actor, review, "actionsChanged")).IsRefused(RefusalKind.NotFound);
    }

    [Fact]
    public async Task AWithdrawnReview_LeavesNobodyWithWork()
    {
        await AReviewHasBegun("norman", otherAgencies: true);
        await TheFactsAreAskedOf(Callum, "Passage.");
        await Priya.Does("withdraw", new System.Text.Json.Nodes.JsonObject { ["note"] = "Begun twice by mistake." }, at: "report.open");
        (await OpenTasks()).ShouldBeEmpty();
        (await Case()).Status.ShouldBe(Schema.Rows.CaseStatus.Ended);
    }

    [Fact]
    public async Task AColleague_AskedForTheirOwnAccount_TellsWhatHappened()
    {
        await AReviewHasBegun();
        await Begins(Priya);
        var asked = new Typed { ["passage"] = new System.Text.Json.Nodes.JsonObject { ["colleague"] = Callum.Id, ["kind"] = Own, ["about"] = "5. Details of incident" } };
        await Priya.Does("hand", typed: asked, at: "ask.open").IsRefused(RefusalKind.Invalid, "Write what you ask the colleague to tell");
        asked["passage"]["question"] = "What happened at the handover?";
        await Priya.Does("hand", typed: asked, at: "ask.open");
        (await TaskAt("answer.open")).Title.ShouldBe("Tell what happened, as you saw it");
        await Callum.Does("answer", at: "answer.open").IsRefused(RefusalKind.Invalid, "Write what happened, as you saw it");
        await Callum.Does("answer", typed: new Typed { ["answer"] = new System.Text.Json.Nodes.JsonObject { ["account"] = "The sheet was missing." } }, at: "answer.open");
        (await OpenAt()).ShouldBe(["report.open"]);
    }

    [Fact]
    public async Task WhatIsStillAskedWhenTheReviewIsClosed_IsWithdrawn_AndThePersonIsTold()
    {
        await TheSummaryIsSigned();
        await TheFactsAreAskedOf(Callum, "Passage one.");
        await TheFactsAreAskedOf(Dawn, "Passage two.");
        await Begins(Priya);
        var asked = (await OpenTasks()).First(t => t.AssigneeId == Callum.Id);
        await Takes(Owen, "accept.open");
        await Owen.Does("sign", typed: Reviews.Acceptance(), at: "accept.open");

        (await State()).ShouldBe("Closed");
        (await OpenAt()).ShouldBe(["follow.impact#r1", "follow.impact#r2"]);
        foreach (var who in new[] { Callum, Dawn, Priya }) (await NoticesTo(who)).ShouldContain(n => n.Template == "task-withdrawn");
        (await Timeline()).Count(e => e.Kind == "task-withdrawn" && e.Text.EndsWith("withdrawn. The review is closed without this answer.", StringComparison.Ordinal)).ShouldBe(3);
        (await AllTasks()).Single(t => t.Id == asked.Id).Status.ShouldBe(Schema.Rows.WorkTaskStatus.Cancelled);
        await Callum.Forges("answer", asked).IsRefused(RefusalKind.Conflict, "withdrawn");
        var review = (await Steps())[0].Id;
        await Priya.Applies((key, actor) => new TakeOffer(key, actor, review, "factsAsked")).IsRefused(RefusalKind.Conflict, "as the case stands now");
    }

    [Fact]
    public async Task FactsAskedAfterTheReviewIsOpenedAgain_StayAsked()
    {
        await ItIsClosed();
        await Stuart.Applies((key, actor) => new ReopenReview(key, actor, CaseId, "Another dose was missed."));
        await TheFactsAreAskedOf(Callum, "Passage.");
        (await TaskAt("answer.open")).AssigneeId.ShouldBe(Callum.Id);
        await TimePassesTo(London(2026, 3, 12, 12));
        (await OpenAt()).ShouldContain("answer.open");
    }

    private const string Own = "Their own account of what happened";

    private async Task Begins(Colleague who)
    {
        var review = (await Steps())[0].Id;
        await who.Applies((key, actor) => new TakeOffer(key, actor, review, "factsAsked"));
    }

    private async Task TheFactsAreAskedOf(Colleague who, string passage)
    {
        await Begins(Priya);
        await Priya.Does("hand", typed: Passage(who, passage), at: "ask.open");
    }

    private async Task<string> Reads(Colleague who, string instance, string section)
    {
        await using var context = Context();
        return (await new CaseQueries(context, Organisation, Definitions, Clock).InstanceAsync(new Actor(who.Id), instance)).ShouldNotBeNull().Documents[section].Content;
    }

    private static Typed Passage(Colleague? who, string passage) => new()
    {
        ["passage"] = new System.Text.Json.Nodes.JsonObject { ["colleague"] = who?.Id, ["about"] = "5. Details of incident", ["passages"] = passage },
    };

    private static Typed Answer(string verdict, string? correction) => new()
    {
        ["answer"] = new System.Text.Json.Nodes.JsonObject { ["verdict"] = verdict, ["correction"] = correction },
    };
}
