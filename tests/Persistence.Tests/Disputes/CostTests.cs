using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Tests.Cases;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows.Access;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Disputes;

/// <summary>One write commit and at most three round trips for what is done beside the steps, too.</summary>
[Collection(nameof(Alone))]
public sealed class CostTests : DisputeStory
{
    private static readonly DateOnly s_later = new(2026, 4, 15);

    [Fact]
    public async Task Commands_BesideTheSteps_AreOneCommitInThreeRoundTrips()
    {
        await StageOneIsSent();
        await TimePassesTo(London(2026, 4, 8, 17));
        var upload = await Uploads(Nadia);
        var (mine, request, alert, step) = (await TaskWith("remind"), await TaskWith("complete"), (await Alerts()).Single(), (await Steps())[^1].Id);
        var (nadia, grace) = (new Actor(Nadia.Id), new Actor(Grace.Id));

        await Costs(2, new AcknowledgeAlert("c1", grace, alert.Id));
        await Costs(2, new ExtendClock("c2", nadia, mine.Id, mine.Revision, s_later, "Sian was ill."));
        await Costs(2, new ChangeDateOfDispute("c3", grace, CaseId, new DateOnly(2026, 3, 27), "Typed wrongly."));
        await Costs(2, new RecordCafcassReferral("c4", nadia, step, Clock.Now(), "By telephone"));
        await Costs(3, new AttachFile("c5", nadia, CaseId, upload, "letter.pdf", "application/pdf", "correspondence"));
        await Costs(2, new GrantAccess("c6", grace, CaseId, Tom.Id, s_later, "He may be asked."));
        var fresh = (await OpenTasks()).Single(t => t.Id == request.Id);
        await Costs(2, new ReassignTask("c7", grace, request.Id, fresh.Revision, Tom.Id, "Sian is in court."));
        await Costs(2, new VoidInstance("c8", grace, step, "Opened for the wrong child."));
    }

    [Fact]
    public async Task Commands_OnWhatWasAskedOrSigned_AreOneCommitInThreeRoundTrips()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", new DateOnly(2026, 3, 27));
        var qap = (await Steps())[^1];
        await Nadia.TakesItToStage(1, Sian, new DateOnly(2026, 3, 27));
        await IsRestricted("robin", Nadia, Grace);
        var stage = (await Steps())[^1];
        await Nadia.OpensThePage(); // forms are read once

        await Costs(3, new CarryForwardActions("c1", new Actor(Nadia.Id), stage.Id));
        await Costs(3, new AskForAccess("c2", new Actor(Nadia.Id), CaseId, Sian.Id, s_later, "Stage 1 is hers."));
        var asked = await Asked();
        await Costs(3, new DecideAccess("c3", new Actor(Grace.Id), asked, Approved: true));
        // The first child's record is read under its own lock, and the new episode gets two numbers: its case has none yet.
        await Costs(5, new CopyToSibling("c4", new Actor(Nadia.Id), qap.Id, "wren"));
    }

    private async Task Costs(int roundTrips, CaseCommand command)
    {
        using var organisation = new OrganisationCache(Source, TimeProvider.System);
        using var facts = new FactsCache(Source, TimeProvider.System);
        await organisation.GetAsync();
        await organisation.SettingsAsync();
        await facts.GetAsync();
        var host = new CaseTransaction(Source, new WorkflowEngine(PersistenceRegistration.Catalog()), Definitions, organisation, facts, Clock, TimeProvider.System, new CaseOptions(DemoSignatures: true));
        CaseOutcome? outcome = null;
        var cost = await Cost.OfAsync(OwnerAddress, async () => outcome = await host.ApplyAsync(command));
        outcome.ShouldBeOfType<CaseOutcome.Done>(command.GetType().Name + (outcome as CaseOutcome.Refused)?.Message);
        cost.ShouldBe((1, roundTrips), command.GetType().Name);
    }

    private async Task<string> Asked()
    {
        await using var context = Context();
        return context.AccessRequests.Single(r => r.CaseId == CaseId).Id;
    }
}
