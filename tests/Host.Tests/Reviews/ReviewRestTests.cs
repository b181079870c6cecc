using System.Text.Json.Nodes;
using ReviewFlow.Host.Tests.Api;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Reviews;

/// <summary>Every "required", "refused" and "locked" of an internal management review, by REST: the same rules as on the pages.</summary>
public sealed class ReviewRestTests(RunningHost host) : IClassFixture<RunningHost>
{
    public static TheoryData<string, string, string> Reports => new()
    {
        { "observations", """{ "learning": "" }""", "6. Observations of best practice, learning and development" },
        { "period", """{ "from": "2026-04-01", "to": "2026-04-20", "extended": "Yes" }""", "chronology (Appendix B) is needed" },
        { "period", """{ "from": "2026-04-21", "to": "2026-04-20", "extended": "No" }""", "must not be before the first" },
        { "period", """{ "from": "2026-04-01", "to": "2026-06-17", "extended": "No" }""", "nor in the future" },
        { "period", """{ "from": "2026-02-01", "to": "2026-04-20", "extended": "No" }""", "Confirm that no chronology is needed" },
        { "period", """{ "from": "ongoing", "to": "2026-04-20", "extended": "No" }""", "must be a real date" },
        { "people", """{ "people": [] }""", "Add everybody who was involved" },
        { "people", """{ "people": [{ "id": "r1", "name": "A paramedic", "organisation": "Kestrel Ambulance Trust" }] }""", "Section 3 names another organisation" },
        { "background", """{ "overview": "", "person": "x", "keyDates": [{ "id": "r1", "date": "2026-04-03", "what": "x" }] }""", "Write the background" },
        { "background", """{ "overview": "x", "person": "x", "keyDates": [] }""", "Add at least one key date" },
        { "details", """{ "details": "" }""", "Complete section 5 first" },
        { "recommendations", """{ "recommendations": [] }""", "7. Recommendations: add at least one" },
    };

    [Theory]
    [MemberData(nameof(Reports))]
    public async Task Submit_WithAnAreaNotComplete_Is422AndNothingIsSent(string section, string values, string words)
    {
        using var review = new ReviewCalls(host);
        await review.BeginAsync();
        var report = ReviewCalls.Report();
        report[section] = JsonNode.Parse(values)!;

        var refused = await review.DoAsync(ReviewCalls.Priya, "report", "submit", report);

        refused.Status.ShouldBe(422);
        refused.Body!.ToJsonString(Plain).ShouldContain(words);
        (await review.StageAsync()).ShouldBe("Draft");
    }

    [Fact]
    public async Task Chronology_OutsideThePeriod_IsRefusedUntilItIsSaidToBeOutside()
    {
        using var review = new ReviewCalls(host);
        await review.BeginAsync();
        var report = ReviewCalls.Report();
        report["period"] = new { from = "2026-04-01", to = "2026-04-20", extended = "Yes" };
        report["details"] = new { details = "See the chronology.", refers = true };
        report["chronology"] = new { events = new[] { new { id = "r1", date = "2026-03-01", @event = "An earlier fall", outside = false } } };
        var refused = await review.DoAsync(ReviewCalls.Priya, "report", "submit", report);
        refused.Body!.ToJsonString(Plain).ShouldContain("outside the period of section 2");
        report["chronology"] = new { events = new[] { new { id = "r1", date = "2026-03-01", @event = "An earlier fall", outside = true } } };
        await ReviewCalls.Succeeds(review.DoAsync(ReviewCalls.Priya, "report", "submit", report));
    }

    [Fact]
    public async Task Register_ByTwoOfficersAtOnce_IsDoneOnce_AndTheReviewerNever()
    {
        using var review = new ReviewCalls(host);
        await review.SubmitAsync();
        var task = await review.WorkAsync(ReviewCalls.Owen, "register");
        var (owen, mel, priya) = (await review.As(ReviewCalls.Owen), await review.As(ReviewCalls.Mel), await review.As(ReviewCalls.Priya));
        (await priya.CallAsync($"/user-tasks/{task["id"]}/claim", new { operationId = ReviewCalls.Key() })).Status.ShouldBe(403);
        var claims = await Task.WhenAll(new[] { owen, mel }.Select(c => c.CallAsync($"/user-tasks/{task["id"]}/claim", new { operationId = ReviewCalls.Key() })));
        claims.Count(c => c.Status == 200).ShouldBe(1);
        claims.Single(c => c.Status != 200)["detail"].ShouldNotBeNull().ShouldContain("is with");
        var fresh = (await owen.CallAsync($"/user-tasks/{task["id"]}")).Body!;
        var both = await Task.WhenAll(
            ReviewCalls.ActAsync(owen, ReviewCalls.Owen, fresh, "register", ReviewCalls.Registration),
            ReviewCalls.ActAsync(mel, ReviewCalls.Mel, fresh, "register", ReviewCalls.Registration));
        both.Count(b => b.Status == 202).ShouldBe(1);
        (await priya.CallAsync($"/api/cases/{review.CaseId}"))["reference"].ShouldNotBeNull().ShouldStartWith("IMR-2026-");
    }

    [Fact]
    public async Task Register_Returned_NeedsANote()
    {
        using var review = new ReviewCalls(host);
        await review.SubmitAsync();
        await review.ClaimAsync(ReviewCalls.Owen, "register");
        (await review.DoAsync(ReviewCalls.Owen, "register", "return")).Status.ShouldBe(422);
        await ReviewCalls.Succeeds(review.DoAsync(ReviewCalls.Owen, "register", "return", null, new { note = "Section 4 says too little." }));
        (await review.StageAsync()).ShouldBe("Returned");
    }

    [Fact]
    public async Task Oversight_AndThemes_AskForWhatTheyNeed()
    {
        using var review = new ReviewCalls(host);
        await review.RegisterAsync();
        (await review.DoAsync(ReviewCalls.Priya, "theme", "complete")).Body!.ToJsonString(Plain).ShouldContain("Choose at least one theme");
        (await review.DoAsync(ReviewCalls.Priya, "theme", "complete", ReviewCalls.Themes("no-such-theme"))).Status.ShouldBe(422);
        (await review.DoAsync(ReviewCalls.Stuart, "look", "clarify")).Body!.ToJsonString(Plain).ShouldContain("Write at least one point");
        await ReviewCalls.Succeeds(review.DoAsync(ReviewCalls.Stuart, "look", "clarify", new() { ["points"] = new { points = new[] { new { id = "r1", point = "Who signed?" } } } }));
        (await review.DoAsync(ReviewCalls.Priya, "answer", "complete")).Body!.ToJsonString(Plain).ShouldContain("Write your answer");
    }

    public static TheoryData<string?, string?, string, string> Plans => new()
    {
        { null, "2026-07-31", "1", "Choose who is responsible: a person, not a team" },
        { "reablement", "2026-07-31", "1", "choose a person from the list" },
        { ReviewCalls.Dawn, null, "1", "Enter a real date" },
        { ReviewCalls.Dawn, "ongoing", "1", "must be a real date" },
        { ReviewCalls.Dawn, "2026-06-15", "1", "must not be in the past" },
        { ReviewCalls.Dawn, "2026-07-31", "2", "There is no recommendation of this number" },
        { ReviewCalls.Dawn, "2026-07-31", "1.5", "There is no recommendation of this number" },
    };

    [Theory]
    [MemberData(nameof(Plans))]
    public async Task Plan_WithAnActionNotComplete_Is422(string? owner, string? by, string recommendation, string words)
    {
        using var review = new ReviewCalls(host);
        await review.RegisterAsync();
        var refused = await review.DoAsync(ReviewCalls.Priya, "plan", "complete", new() { ["plan"] = new { actions = new[] { ReviewCalls.Action("r1", owner, by, recommendation) } } });
        refused.Status.ShouldBe(422);
        refused.Body!.ToJsonString(Plain).ShouldContain(words);
    }

    [Theory]
    [InlineData("actionsCompleted", "Summarise the actions completed")]
    [InlineData("residualRisk", "Write the residual risk")]
    [InlineData("riskRating", "Choose the rating")]
    [InlineData("expectedOutcomes", "Write the expected outcomes")]
    [InlineData("additionalQA", "or “none”")]
    [InlineData("evidenceOfImpact", "Write the evidence of impact")]
    public async Task ClosingSummary_WithoutOneOfItsParts_IsNotSigned(string part, string words)
    {
        using var review = new ReviewCalls(host);
        await review.ToClosingAsync();
        var refused = await review.DoAsync(ReviewCalls.Harriet, "closing", "sign", ReviewCalls.Closing(without: part));
        refused.Status.ShouldBe(422);
        refused.Body!.ToJsonString(Plain).ShouldContain(words);
    }

    [Fact]
    public async Task ClosingSummary_BeforeItsTurn_Is422AndNamesWhatIsOpen_AsThePageDoes()
    {
        using var review = new ReviewCalls(host);
        await review.AgreeAsync((ReviewCalls.Dawn, "2026-07-31"));
        var harriet = await review.As(ReviewCalls.Harriet);
        var task = await review.WorkAsync(ReviewCalls.Harriet, "follow");
        var early = await harriet.CallAsync($"/user-tasks/{task["id"]}/save", new { operationId = ReviewCalls.Key(), sections = new[] { new { sectionId = "closing", baseVersion = 0, values = new { residualRisk = "None" } } } });
        early.Status.ShouldBe(422);
        const string Words = "Appendix C: closing summary is locked. First: Oversight for quality and compliance: look through the review: not finished";
        early.Body!.ToJsonString(Plain).ShouldContain(Words);
        System.Net.WebUtility.HtmlDecode(await harriet.GetStringAsync(new Uri($"/work/{task["id"]}", UriKind.Relative))).ShouldContain(Words);
    }

    [Fact]
    public async Task Report_ChangedAfterItWasHandedIn_Is422_AndKeepsWhatWasSubmitted()
    {
        using var review = new ReviewCalls(host);
        await review.RegisterAsync();
        var priya = await review.As(ReviewCalls.Priya);
        var task = await review.WorkAsync(ReviewCalls.Priya, "plan");
        var late = await priya.CallAsync($"/user-tasks/{task["id"]}/save", new { operationId = ReviewCalls.Key(), sections = new[] { new { sectionId = "details", baseVersion = 1, values = new { details = "Told anew" } } } });
        late.Status.ShouldBe(422);
        late.Body!.ToJsonString(Plain).ShouldContain("5. Details of incident: this is handed in and cannot be changed now");
    }

    [Fact]
    public async Task FactsStillAsked_WhenTheReviewIsClosed_AreWithdrawn()
    {
        using var review = new ReviewCalls(host);
        await review.ToClosingAsync();
        var path = $"/api/cases/{review.CaseId}/instances/{review.ReviewId}/offers";
        var priya = await review.As(ReviewCalls.Priya);
        (await priya.CallAsync(path, new { operationId = ReviewCalls.Key(), @event = "factsAsked" })).Status.ShouldBe(200);
        await ReviewCalls.Succeeds(review.DoAsync(ReviewCalls.Priya, "ask", "hand", new() { ["passage"] = new { colleague = ReviewCalls.Tom, about = "5. Details of incident", passages = "He rang the family." } }));
        var asked = await review.WorkAsync(ReviewCalls.Tom, "answer");
        await ReviewCalls.Succeeds(review.DoAsync(ReviewCalls.Harriet, "closing", "sign", ReviewCalls.Closing()));
        await review.ClaimAsync(ReviewCalls.Owen, "accept");
        await ReviewCalls.Succeeds(review.DoAsync(ReviewCalls.Owen, "accept", "sign", new() { ["acceptance"] = new { @checked = true } }));
        var late = await (await review.As(ReviewCalls.Tom)).CallAsync($"/user-tasks/{asked["id"]}/complete", new { operationId = ReviewCalls.Key(), expectedRevision = (int)asked["revision"]!, action = "answer" });
        (late.Status, late["detail"]!.Contains("withdrawn", StringComparison.Ordinal)).ShouldBe((409, true));
        (await priya.CallAsync(path, new { operationId = ReviewCalls.Key(), @event = "factsAsked" })).Status.ShouldBe(409);
    }

    [Fact]
    public async Task Closing_SignedByOthers_LockedWhenSigned_AcceptedBySomebodyElse()
    {
        using var review = new ReviewCalls(host);
        await review.ToClosingAsync();
        var task = await review.WorkAsync(ReviewCalls.Harriet, "closing");
        object Forged(string name) => new { operationId = ReviewCalls.Key(), expectedRevision = (int)task["revision"]!, action = "sign", signature = new { declaration = "x", shownHash = "x", name } };
        (await (await review.As(ReviewCalls.Priya)).CallAsync($"/user-tasks/{task["id"]}/complete", Forged("Priya Raman"))).Status.ShouldBe(403);
        (await (await review.As(ReviewCalls.Tom)).CallAsync($"/user-tasks/{task["id"]}/complete", Forged("Tom Reyes"))).Status.ShouldBe(404);
        await ReviewCalls.Succeeds(review.DoAsync(ReviewCalls.Harriet, "closing", "sign", ReviewCalls.Closing()));

        var locked = await (await review.As(ReviewCalls.Harriet)).CallAsync($"/user-tasks/{task["id"]}/save", new { operationId = ReviewCalls.Key(), sections = new[] { new { sectionId = "closing", baseVersion = 1, values = new { residualRisk = "Changed" } } } });
        locked.Status.ShouldBe(422);
        locked.Body!.ToJsonString(Plain).ShouldContain("signed and locked");
        var accept = await review.WorkAsync(ReviewCalls.Mel, "accept");
        (await (await review.As(ReviewCalls.Harriet)).CallAsync($"/user-tasks/{accept["id"]}/claim", new { operationId = ReviewCalls.Key() })).Status.ShouldBe(403);
        await review.ClaimAsync(ReviewCalls.Mel, "accept");
        (await review.DoAsync(ReviewCalls.Mel, "accept", "return")).Status.ShouldBe(422);
        await ReviewCalls.Succeeds(review.DoAsync(ReviewCalls.Mel, "accept", "return", null, new { note = "No evidence of impact for action 1." }));
        (await review.StageAsync()).ShouldBe("Closing summary");
    }

    [Fact]
    public async Task Closed_OpenedAgainWithAReason_ByTheQualityTeamAlone()
    {
        using var review = new ReviewCalls(host);
        await review.CloseAsync();
        var path = $"/api/cases/{review.CaseId}/reopen";
        (await (await review.As(ReviewCalls.Owen)).CallAsync(path, new { operationId = ReviewCalls.Key() })).Status.ShouldBe(422);
        (await (await review.As(ReviewCalls.Priya)).CallAsync(path, new { operationId = ReviewCalls.Key(), reason = "More is known." })).Status.ShouldBe(403);
        (await (await review.As(ReviewCalls.Harriet)).CallAsync(path, new { operationId = ReviewCalls.Key(), reason = "More is known." })).Status.ShouldBe(403);
        (await (await review.As(ReviewCalls.Harriet)).CallAsync($"{path}/ask", new { operationId = ReviewCalls.Key() })).Status.ShouldBe(422);
        (await (await review.As(ReviewCalls.Harriet)).CallAsync($"{path}/ask", new { operationId = ReviewCalls.Key(), reason = "More is known." })).Status.ShouldBe(200);
        (await review.StageAsync()).ShouldBe("Closed", "asking opens nothing");
        (await (await review.As(ReviewCalls.Tom)).CallAsync(path, new { operationId = ReviewCalls.Key(), reason = "More is known." })).Status.ShouldBe(404);
        (await (await review.As(ReviewCalls.Owen)).CallAsync(path, new { operationId = ReviewCalls.Key(), reason = "More is known." })).Status.ShouldBe(200);
        (await (await review.As(ReviewCalls.Owen)).CallAsync(path, new { operationId = ReviewCalls.Key(), reason = "Again." })).Status.ShouldBe(409);
        (await review.StageAsync()).ShouldNotBe("Closed");
    }

    [Fact]
    public async Task Void_OfARegisteredReview_NeedsASecondPerson()
    {
        using var review = new ReviewCalls(host);
        await review.RegisterAsync();
        var path = $"/api/cases/{review.CaseId}/instances/{review.ReviewId}/void";
        var (owen, mel, priya) = (await review.As(ReviewCalls.Owen), await review.As(ReviewCalls.Mel), await review.As(ReviewCalls.Priya));
        (await priya.CallAsync(path, new { operationId = ReviewCalls.Key(), reason = "Twice." })).Status.ShouldBe(403);
        (await owen.CallAsync(path, new { operationId = ReviewCalls.Key() })).Status.ShouldBe(422);
        (await owen.CallAsync(path, new { operationId = ReviewCalls.Key(), reason = "Entered twice." })).Status.ShouldBe(200);
        (await owen.CallAsync(path, new { operationId = ReviewCalls.Key(), reason = "Entered twice." })).Status.ShouldBe(403);
        (await mel.CallAsync(path, new { operationId = ReviewCalls.Key(), reason = "I have looked: it is entered twice." })).Status.ShouldBe(200);
        (await mel.CallAsync($"/api/cases/{review.CaseId}"))["status"].ShouldBe("Voided");
    }

    [Fact]
    public async Task Void_OfASubmittedReview_IsNotTheReviewersAnyMore()
    {
        using var review = new ReviewCalls(host);
        await review.SubmitAsync();
        var path = $"/api/cases/{review.CaseId}/instances/{review.ReviewId}/void";
        (await (await review.As(ReviewCalls.Priya)).CallAsync(path, new { operationId = ReviewCalls.Key(), reason = "By mistake." })).Status.ShouldBe(403);
    }

    [Fact]
    public async Task WhatStopsClosing_IsToldToWhoeverReadsTheReview()
    {
        using var review = new ReviewCalls(host);
        await review.AgreeAsync((ReviewCalls.Dawn, "2026-07-31"));
        var stops = await (await review.As(ReviewCalls.Harriet)).CallAsync($"/api/cases/{review.CaseId}/closing");
        stops.Body!["blocks"]!.AsArray().Select(b => b!["holderName"]!.ToString()).ShouldBe(["Stuart Ingram", "Yasmin Delacroix", "Priya Raman", "Dawn Okafor"], ignoreOrder: true);
        (await (await review.As(ReviewCalls.Tom)).CallAsync($"/api/cases/{review.CaseId}/closing")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task MultiAgencyDecision_WithoutRationaleOrReferralDay_IsNotSigned()
    {
        using var review = new ReviewCalls(host);
        await review.BeginAsync("norman", otherAgencies: true);
        var without = await review.DoAsync(ReviewCalls.Dawn, "decide", "sign", new() { ["decision"] = new { agencies = "Kestrel", decision = "Learning review", rationale = "" } });
        without.Body!.ToJsonString(Plain).ShouldContain("rationale");
        without.Body!.ToJsonString(Plain).ShouldContain("date of the referral");
        await ReviewCalls.Succeeds(review.DoAsync(ReviewCalls.Dawn, "decide", "sign", new() { ["decision"] = new { agencies = "Kestrel", decision = "No further referral", rationale = "The ambulance came in time." } }));
    }

    [Fact]
    public async Task FactsAreAsked_AndTheColleagueSeesOnlyTheOwnPassages()
    {
        using var review = new ReviewCalls(host);
        await review.BeginAsync();
        var path = $"/api/cases/{review.CaseId}/instances/{review.ReviewId}/offers";
        (await (await review.As(ReviewCalls.Harriet)).CallAsync(path, new { operationId = ReviewCalls.Key(), @event = "factsAsked" })).Status.ShouldBe(403);
        (await (await review.As(ReviewCalls.Priya)).CallAsync(path, new { operationId = ReviewCalls.Key(), @event = "factsAsked" })).Status.ShouldBe(200);
        var passage = new Dictionary<string, object> { ["passage"] = new { colleague = ReviewCalls.Tom, about = "5. Details of incident", passages = "He rang the family at 21:30." } };
        await ReviewCalls.Succeeds(review.DoAsync(ReviewCalls.Priya, "ask", "hand", passage));
        var asked = await review.WorkAsync(ReviewCalls.Tom, "answer");
        asked.ToJsonString(Plain).ShouldContain("rang the family");
        var report = await review.WorkAsync(ReviewCalls.Priya, "report");
        var tom = await review.As(ReviewCalls.Tom);
        (await tom.CallAsync($"/user-tasks/{report["id"]}")).Status.ShouldBe(404);
        using var page = await tom.GetAsync(new Uri($"/work/{report["id"]}", UriKind.Relative));
        ((int)page.StatusCode).ShouldBe(404, "a guessed address opens nothing of the review");
        await ReviewCalls.Succeeds(review.DoAsync(ReviewCalls.Tom, "answer", "answer", new() { ["answer"] = new { verdict = "Yes, the facts are right" } }));
    }

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
