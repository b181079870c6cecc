using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Tests.Disputes;
using Shouldly;

namespace ReviewFlow.Persistence.Tests.Reviews;

/// <summary>An internal management review told in its own words: the people of part 7, the shipped definitions, a clock turned by hand.</summary>
public abstract class ReviewStory : DisputeStory
{
    public Colleague Priya => new(this, "priya-raman");

    public Colleague Dawn => new(this, "dawn-okafor");

    public Colleague Harriet => new(this, "harriet-boyle");

    public Colleague Owen => new(this, "owen-tasker");

    public Colleague Mel => new(this, "mel-quayle");

    public Colleague Stuart => new(this, "stuart-ingram");

    public Colleague Yasmin => new(this, "yasmin-delacroix");

    public Colleague Callum => new(this, "callum-wirth");

    /// <summary>Monday 12 January 2026: Priya begins a review about the short-stay service.</summary>
    public async Task AReviewHasBegun(string about = "larch-house", bool otherAgencies = false)
    {
        await ItIs(London(2026, 1, 12, 9));
        await Priya.Opens("imr", about);
        await Priya.Does("complete", typed: Reviews.Page1(otherAgencies));
    }

    /// <summary>Monday 2 February: she submits the complete report with nine events.</summary>
    public async Task TheReportIsSubmitted(string about = "larch-house", bool otherAgencies = false)
    {
        await AReviewHasBegun(about, otherAgencies);
        await TimePassesTo(London(2026, 2, 2, 11));
        await Priya.Does("submit", typed: Reviews.Report());
    }

    /// <summary>Tuesday 3 February, 10:05: Owen registers it.</summary>
    public async Task ItIsRegistered(string about = "larch-house", bool otherAgencies = false)
    {
        await TheReportIsSubmitted(about, otherAgencies);
        await TimePassesTo(London(2026, 2, 3, 10, 5));
        await Takes(Owen, "register.open");
        await Owen.Does("register", typed: Reviews.Registration());
    }

    /// <summary>Wednesday 4 February: the plan is written and agreed; its owners have their tasks.</summary>
    public async Task ThePlanIsAgreed(params (Colleague Owner, DateOnly By)[] actions)
    {
        await ItIsRegistered();
        await TimePassesTo(London(2026, 2, 4, 9));
        await Priya.Does("complete", typed: Reviews.Plan(actions), at: "plan.open");
        await Harriet.Does("agree");
    }

    /// <summary>The themes are given and neither group manager has a point.</summary>
    public async Task NothingElseIsOpen()
    {
        await Priya.Does("complete", typed: Reviews.ThemesAndLearning(), at: "theme.open");
        await Stuart.Does("noPoints");
        await Yasmin.Does("noPoints");
    }

    /// <summary>Two actions, both complete; the closing summary waits for Harriet.</summary>
    public async Task TheSummaryIsToBeWritten()
    {
        await ThePlanIsAgreed((Priya, new DateOnly(2026, 3, 2)), (Dawn, new DateOnly(2026, 3, 9)));
        await NothingElseIsOpen();
        await TimePassesTo(London(2026, 3, 2, 10));
        await Completes(Priya, 1);
        await Completes(Dawn, 2);
    }

    /// <summary>Harriet has signed; the quality team is to accept.</summary>
    public async Task TheSummaryIsSigned()
    {
        await TheSummaryIsToBeWritten();
        await TimePassesTo(London(2026, 3, 10, 14, 2));
        await Harriet.Does("sign", typed: Reviews.Closing(), at: "closing.open");
    }

    public async Task ItIsClosed()
    {
        await TheSummaryIsSigned();
        await TimePassesTo(London(2026, 3, 12, 10));
        await Takes(Owen, "accept.open");
        await Owen.Does("sign", typed: Reviews.Acceptance(), at: "accept.open");
    }

    /// <summary>Somebody takes work out of the team's list.</summary>
    public async Task Takes(Colleague who, string at)
    {
        var task = (await OpenTasks()).Single(t => TaskFace.PhaseKey(t) == at);
        await who.Applies((key, actor) => new StartTask(key, actor, task.Id));
    }

    /// <summary>The owner says that an action is complete, with evidence.</summary>
    public Attempt Completes(Colleague owner, int number) => owner.Does("finish", typed: Reviews.Done($"r{number}", Clock.Now()), at: $"follow.doing#r{number}");

    public async Task<IReadOnlyList<ImprovementActionRow>> Actions()
    {
        await using var context = Context();
        return await context.ImprovementActions.AsNoTracking().Where(a => a.CaseId == CaseId).OrderBy(a => a.Number).ToListAsync();
    }

    public async Task<ImprovementActionRow> Action(int number) => (await Actions()).Single(a => a.Number == number);

    public async Task<WorkTaskRow> TaskAt(string phaseKey) => (await OpenTasks()).Where(t => TaskFace.PhaseKey(t) == phaseKey).ShouldHaveSingleItem();

    public async Task<IReadOnlyList<string>> OpenAt() => [.. (await OpenTasks()).Select(TaskFace.PhaseKey).Order(StringComparer.Ordinal)];

    public async Task<string?> State() => (await Case()).Stage;

    /// <summary>A section of the review itself, whichever step came last.</summary>
    public async Task<JsonObject> InTheReview(string section)
    {
        await using var context = Context();
        var review = (await Steps())[0].Id;
        return JsonNode.Parse((await context.Documents.AsNoTracking().SingleAsync(d => d.InstanceId == review && d.SectionId == section)).Content)!.AsObject();
    }
}
