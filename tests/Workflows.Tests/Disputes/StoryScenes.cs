namespace ReviewFlow.Workflows.Tests.Disputes;

/// <summary>Scenes that many stories begin with.</summary>
internal static class StoryScenes
{
    public const string Issues = """
        {"issues":{"reviewDate":"2026-03-09","actions":[
          {"id":"r1","issue":"Health assessment overdue","owner":"joel","dueBy":"2026-03-09"},
          {"id":"r2","issue":"No pathway plan","owner":"joel","dueBy":"2026-03-09"}]}}
        """;

    public static readonly object ToManagerAndWorker = new { recipients = new[] { new { person = "sian", mandatory = true }, new { person = "joel", mandatory = false } } };

    /// <summary>A QAP whose issues are typed and not yet sent.</summary>
    public static Story WithIssues(string now)
    {
        var story = Story.From(now).Starts("dispute");
        story.Nadia.Fills(Issues.Replace("2026-03-09", story.Today.AddDays(11).ToString("yyyy-MM-dd", null), StringComparison.Ordinal));
        return story;
    }

    public static Story Answered(string now)
    {
        var story = WithIssues(now);
        story.Nadia.Does("send");
        story.Sian.Fills("""{"issues":{"actions":[{"id":"r1","swUpdate":"Booked"},{"id":"r2","swUpdate":"Drafted"}]}}""").Does("complete");
        return story;
    }

    /// <summary>A QAP that is signed; the next action is still to be chosen.</summary>
    public static Story Decided(string now, string decision = "Proceed to dispute resolution")
    {
        var story = Answered(now);
        story.Nadia.Fills($$$"""
            {"issues":{"actions":[{"id":"r1","iroDecisionChoice":"Resolved"},{"id":"r2","iroDecisionChoice":"Not resolved","iroDecision":"Still no plan"}]},
             "outcome":{"summary":"Robin still has no plan","decision":"{{{decision}}}"}}
            """).Does("sign");
        return story;
    }

    /// <summary>A formal stage, filled in and not yet sent.</summary>
    public static Story AtStage(int stage, string now)
    {
        var story = Decided(now);
        story.Nadia.Does($"stage{stage}", new { reason = "Too serious to wait" });
        if (stage == 4) story.Grace.Does("sign");
        story.FillsDispute();
        return story;
    }

    public static Story FillsDispute(this Story story)
    {
        var date = story.CaseFields["dateOfDispute"]?.ToString() ?? story.Today.ToString("yyyy-MM-dd", null);
        story.Nadia.Fills($$$"""
            {"details":{"dateOfDispute":"{{{date}}}","dateChecked":true,"summary":"No pathway plan"},
             "actions":{"actions":[{"id":"a1","action":"Complete the pathway plan"}],"desiredOutcomes":"Robin knows the plan"}}
            """);
        return story;
    }

    public static Story Responds(this Story story, Actor manager)
    {
        manager.Fills("""{"actions":{"actions":[{"id":"a1","managerUpdate":"Started"}],"managerResponse":"We agree"}}""").Does("complete");
        return story;
    }

    public static Story SignsOutcome(this Story story, string outcome = "Not resolved – proceed to next stage")
    {
        story.Nadia.Fills($$$"""{"outcome":{"overall":"Some progress","outcome":"{{{outcome}}}"}}""").Does("sign");
        return story;
    }

    public static Story Confirms(this Story story)
    {
        story.Grace.Fills("""{"confirmation":{"iroManagerComment":"I agree"}}""").Does("sign");
        return story;
    }
}
