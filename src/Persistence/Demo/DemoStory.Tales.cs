using System.Text.Json.Nodes;

namespace ReviewFlow.Persistence.Demo;

internal static partial class DemoStory
{
    // Stage 1 stayed without an answer; stage 2 was answered and signed, and waits for the IRO Manager.
    private static IEnumerable<DemoAct> Robin() => new Tale("robin", Nadia)
        .Begin(At(4, 20, 10), "Contact with his father has not been arranged since the last review.")
        .Ask(At(4, 20, 11), Issues("2026-04-30", "Contact with father not arranged since January", "Arrange contact and agree dates", "2026-05-01"), Sian)
        .Do(At(4, 27, 14), Sian, "complete", Update("A worker was named, but no dates are agreed yet."))
        .Do(At(4, 28, 9), Nadia, "sign", Concluded("Not resolved"))
        .Do(At(4, 28, 10), Nadia, "stage1")
        .Ask(At(5, 18, 9), Dispute("2026-05-18", "Robin has not seen his father for four months, against his wishes."), Sian)
        .Do(At(5, 27, 10), Nadia, "recordNoResponse", null, Reason("Two reminders were not answered."))
        .Do(At(5, 28, 9), Nadia, "sign", StageOutcome("No response from the Team Manager.", "Not resolved – proceed to next stage"))
        .Do(At(5, 28, 10), Nadia, "stage2", null, Note("Stage 1 ended without a response."))
        .Do(At(5, 29, 9), Grace, "sign", Comment("I agree that this goes on to stage 2."))
        .Ask(At(6, 2, 9), Dispute("2026-05-18", "Contact has still not been arranged; stage 1 was not answered."), Marcus)
        .Do(At(6, 8, 15), Marcus, "complete", Response("Contact is agreed for each second Saturday from 20 June."))
        .Do(At(6, 15, 10), Nadia, "sign", StageOutcome("Dates are agreed; the plan is to be seen working.", "Resolved"))
        .Do(At(6, 15, 11), Nadia, "drpComplete", null, Note("Please confirm."))
        .Acts;

    // Answered this morning's day before: white, decisions due.
    private static IEnumerable<DemoAct> Wren() => new Tale("wren", Nadia)
        .Begin(At(6, 8, 9), "The health assessment is four months late.")
        .Ask(At(6, 8, 10), Issues("2026-06-19", "Health assessment overdue since February", "Book the health assessment", "2026-06-26"), Sian, "joel-anand")
        .Do(At(6, 12, 16), Sian, "complete", Update("Booked for 24 June with the looked after children’s nurse."))
        .Acts;

    // Restricted; stages 1 and 2 are left out; with the Service Director.
    private static IEnumerable<DemoAct> Skye() => new Tale("skye", Dev)
        .Begin(At(5, 11, 10), "Skye is to move from her placement at short notice.")
        .Ask(At(5, 11, 11), Issues("2026-05-18", "Placement move planned without a review", "Hold the move until the plan was reviewed", "2026-05-20"), Sian)
        .Do(At(5, 15, 15), Sian, "complete", Update("The decision lies with the Service Director."))
        .Do(At(6, 9, 9), Dev, "sign", Concluded("Not resolved"))
        .Do(At(6, 9, 10), Dev, "stage3", null, Reason("Only the Service Director can decide on the move."))
        .Ask(At(6, 11, 9), Dispute("2026-06-11", "The move would end Skye’s schooling in her examination year."), Ruth)
        .Acts;

    // One review of targets lies in the future; a second concern is overdue with the manager.
    private static IEnumerable<DemoAct> Linnet() =>
    [
        .. new Tale("linnet", Dev)
            .Begin(At(4, 13, 9), "The pathway of education is not settled.")
            .Ask(At(4, 13, 10), Issues("2026-04-20", "Personal education plan out of date", "Write the plan with the school", "2026-05-15"), Sian)
            .Do(At(4, 17, 11), Sian, "complete", Update("Meeting with the school held; plan in draft."))
            .Do(At(4, 21, 9), Dev, "sign", Concluded("Partly resolved"))
            .Do(At(4, 21, 10), Dev, "reviewTargets", null, new JsonObject { ["scheduledFor"] = "2026-07-20" })
            .Acts,
        .. new Tale("linnet", Dev)
            .Begin(At(6, 4, 9), "The carer reports that visits are missed.")
            .Ask(At(6, 4, 10), Issues("2026-06-30", "Two statutory visits missed", "Visit within a week and record it", "2026-06-15"), Sian)
            .Acts,
    ];

    // One ended with CAFCASS, one came back with a note, one is only begun.
    private static IEnumerable<DemoAct> Corey() =>
    [
        .. new Tale("corey", Nadia)
            .Begin(At(3, 3, 9), "Corey’s wish to live with his aunt is not assessed.")
            .Ask(At(3, 3, 10), Issues("2026-03-10", "Aunt not assessed as a carer", "Begin the assessment", "2026-03-20"), Sian)
            .Do(At(3, 9, 12), Sian, "complete", Update("Legal advice is awaited."))
            .Do(At(3, 10, 9), Nadia, "sign", Concluded("Not resolved"))
            .Do(At(3, 10, 10), Nadia, "stage1")
            .Ask(At(3, 11, 9), Dispute("2026-03-11", "No assessment of the aunt has begun."), Sian)
            .Do(At(3, 17, 9), Sian, "complete", Response("Legal advice is against an assessment."))
            .Do(At(3, 18, 9), Nadia, "sign", StageOutcome("Not resolved; the court should hear of it.", "Not resolved – refer to CAFCASS"))
            .Attach(At(3, 18, 10), Nadia, "CAFCASS referral.txt")
            .Do(At(3, 18, 11), Nadia, "cafcass", null, Note("Referred by telephone and in writing today."))
            .Do(At(3, 19, 9), Grace, "sign", Comment("I agree with the referral."))
            .Acts,
        .. new Tale("corey", Nadia)
            .Begin(At(6, 10, 9), "Corey’s savings account has not been opened.")
            .Ask(At(6, 10, 10), Issues("2026-06-24", "No savings account", "Open the account", "2026-06-30"), Sian)
            .Do(At(6, 15, 9), Sian, "return", null, Note("This belongs to the virtual finance team. Please ask them."))
            .Acts,
        .. new Tale("corey", Nadia)
            .Open(At(6, 15, 16), "sioc")
            .Save(At(6, 15, 16, 20), Nadia, new DemoAnswers { ["summary"] = "A teacher rang about Corey’s attendance." })
            .Acts,
    ];

    private static DemoAnswers Issues(string review, string issue, string needed, string by) => new()
    {
        ["reviewDate"] = review,
        ["actions"] = new JsonArray(new JsonObject { ["id"] = "r1", ["issue"] = issue, ["actionNeeded"] = needed, ["owner"] = "joel-anand", ["dueBy"] = by }),
    };

    private static DemoAnswers Update(string text) => new() { ["actions.swUpdate"] = text };

    private static DemoAnswers Concluded(string decision) => new()
    {
        ["actions.iroDecision"] = "Read with the manager’s update.",
        ["actions.iroDecisionChoice"] = decision,
        ["summary"] = "The issue was raised, an update was given, and it was weighed with the child’s wishes in mind.",
        ["decision"] = decision switch
        {
            "Resolved" => "Issues resolved",
            "Partly resolved" => "Review targets",
            _ => "Proceed to dispute resolution",
        },
    };

    private static DemoAnswers Dispute(string date, string summary) => new()
    {
        ["dateOfDispute"] = date,
        ["summary"] = summary,
        ["actions"] = new JsonArray(new JsonObject { ["id"] = "r1", ["action"] = "Put the matter right and write to the child", ["owner"] = "joel-anand" }),
        ["desiredOutcomes"] = "The child’s plan is carried out as agreed at the review.",
    };

    private static DemoAnswers Response(string text) => new() { ["managerResponse"] = text, ["actions.managerUpdate"] = text };

    private static DemoAnswers StageOutcome(string text, string outcome) => new() { ["overall"] = text, ["outcome"] = outcome };

    private static DemoAnswers Comment(string text) => new() { ["iroManagerComment"] = text };
}
