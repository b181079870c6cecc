using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Externals;
using ReviewFlow.Persistence.Notices;
using ReviewFlow.Persistence.Tests.Disputes;
using ReviewFlow.Persistence.Versions;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Plans;

/// <summary>A version on its way to nine people, one of whom has no mailbox any more.</summary>
public sealed class DeliveryTests : PlanStory
{
    private readonly PostOffice _post = new();

    [Fact]
    public async Task FiveGroupsAreListed_AndThePoliceCannotBeTickedWithoutALargeScaleInvestigation()
    {
        await ItIsFinalised();
        var groups = Groups(await TaskAt("distribute.open"));
        groups.Select(g => g.Key).ShouldBe(["planningGroup", "chog", "commissioning", "careInspectorate", "otherBody"]);
        groups.Single(g => g.Closed).Key.ShouldBe("otherBody");

        var (nora, pat) = (await Joins("nora-inspector", "careInspectorate"), await Joins("pat-police", "police"));
        await Moira.Does("distribute", Plans.Recipients(("careInspectorate", nora), ("otherBody", pat))).IsRefused(RefusalKind.Invalid, "large scale investigation");
        (await Deliveries()).ShouldBeEmpty();
    }

    [Fact]
    public async Task ALargeScaleInvestigation_AlsoOneThatComesLater_LetsThePoliceBeTicked()
    {
        await ThePlanIsOpen();
        var plan = CaseId;
        await ATriggerIsRecorded(Plans.Trigger("lsi"));
        await Takes(Catriona, "decide.open");
        await Catriona.Does("add", at: "decide.open");
        await TimePassesTo(London(2026, 5, 5, 12));
        CaseId = plan;
        await TheMeetingIsHeld();
        await ItIsFinalised();
        Groups(await TaskAt("distribute.open")).ShouldNotContain(g => g.Closed);
        await Moira.Does("distribute", Plans.Recipients(("otherBody", await Joins("pat-police", "police"))));
    }

    [Fact]
    public async Task OfNineRecipients_OneMailComesBack_IsTriedAgain_TheLeadIsTold_AndEightHaveIt()
    {
        var lost = await TheVersionGoesToNine();
        var sweep = Sweep();
        await sweep.RunAsync();

        (await States()).ShouldBe([.. Enumerable.Repeat("Delivered", 8), "Bounced, being sent again"], ignoreOrder: true);
        (await Line(lost)).ShouldSatisfyAllConditions(l => l.State.ShouldBe("Bounced, being sent again"), l => l.Row.BounceWhy.ShouldBe(PostOffice.Why));
        (await NoticesTo(Moira)).Count(n => n.Template == "version-bounced").ShouldBe(1);

        await TimePassesTo(Clock.Now() + DeliveryDesk.SecondTry);
        await sweep.RunAsync();
        (await Line(lost)).ShouldSatisfyAllConditions(l => l.State.ShouldBe("Bounced"), l => l.Row.Retries.ShouldBe(1), l => l.CanSendAgain.ShouldBeTrue());
        (await NoticesTo(Moira)).Count(n => n.Template == "version-bounced").ShouldBe(2);
        _post.Taken.Count(m => m.Content.Subject.Contains("version", StringComparison.OrdinalIgnoreCase)).ShouldBe(8, "nobody got it twice");
    }

    [Fact]
    public async Task TheAddressIsCorrected_AndItIsSentAgain()
    {
        var lost = await TheVersionGoesToNine();
        var sweep = Sweep();
        await sweep.RunAsync();
        await TimePassesTo(Clock.Now() + DeliveryDesk.SecondTry);
        await sweep.RunAsync();

        await ByHand($"update people set email = 'duty@inspectorate.example' where id = '{lost.Id}'");
        var line = await Line(lost);
        (await Desk().SendAgainAsync(line.Distribution.Id, lost.Id)).ShouldBeTrue();
        (await Desk().SendAgainAsync(line.Distribution.Id, Gregor.Id)).ShouldBeFalse("what arrived is not sent again");
        await sweep.RunAsync();
        (await States()).ShouldAllBe(s => s == "Delivered");
        (await Line(lost)).Story.Count(s => s.StartsWith("Bounced", StringComparison.Ordinal) || s.StartsWith("Retried", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task WhoOpensAndConfirms_IsSeenForEachRecipient()
    {
        await TheVersionGoesToNine();
        await Sweep().RunAsync();
        await Desk().OpenedAsync(CaseId, 1, Alba.Id);
        (await Desk().ConfirmAsync(CaseId, 1, Isla.Id)).ShouldBeTrue();
        (await Desk().ConfirmAsync(CaseId, 1, Fergus.Id)).ShouldBeFalse("it was not sent to him");
        ((await Line(Alba)).State, (await Line(Isla)).State, (await Line(Gregor)).State).ShouldBe(("Opened", "Receipt confirmed", "Delivered"));
    }

    /// <summary>The five of the group with a nurse of the community, the oversight group, Commissioning and an inspector whose mailbox is gone.</summary>
    private async Task<Colleague> TheVersionGoesToNine()
    {
        await ThePlanIsOpen();
        var (nurse, inspector) = (await Joins("ann-nurse", "communityNurse"), await Joins("nora-inspector", "careInspectorate"));
        await Moira.Saves(Plans.Member(nurse, "Community Nursing"), await Plan());
        await TheMeetingIsHeld();
        await ThePlanIsShared();
        await TheGroupConfirms(Euan, Catriona, Moira, Gregor, Alba, nurse);
        await Passes(Moira, "lead");
        await Passes(Euan, "tactical");
        await Passes(Catriona, "second");
        _post.Unknown = $"{inspector.Id}@fernshire.example";
        await Moira.Does("distribute", Plans.Recipients(
            ("planningGroup", Moira), ("planningGroup", Euan), ("planningGroup", Catriona), ("planningGroup", Gregor), ("planningGroup", Alba), ("planningGroup", nurse),
            ("chog", Isla), ("commissioning", Rory), ("careInspectorate", inspector)));
        return inspector;
    }

    private MailSweep Sweep() => new(
        Queue(), new PreferenceStore(Source, Clock), new TemplateTexts(Source, TimeProvider.System), new ServiceNotices(Source, Organisation, Clock), Organisation, Facts, Clock,
        new PublicAddress("https://reviews.glenmarrow.example"), _post.DeliverAsync, Desk(), new Seal(word => word, word => word));

    private MailQueue Queue() => new(Source, Clock, TimeProvider.System);

    private DeliveryDesk Desk() => new(Source, Queue(), Clock);

    private async Task<IReadOnlyList<DeliveryLine>> Deliveries()
    {
        await using var context = Context();
        return await new VersionList(context).DeliveriesAsync(CaseId, 1);
    }

    private async Task<IReadOnlyList<string>> States() => [.. (await Deliveries()).Select(d => d.State)];

    private async Task<DeliveryLine> Line(Colleague who) => (await Deliveries()).Single(d => d.Row.PersonId == who.Id);

    private static IReadOnlyList<(string Key, bool Closed)> Groups(Schema.Rows.WorkTaskRow task) =>
        [.. System.Text.Json.Nodes.JsonNode.Parse(task.Details!)!["groups"]!.AsArray().Select(g => (g!["key"]!.ToString(), g["closed"]?.GetValueKind() == System.Text.Json.JsonValueKind.True))];
}

/// <summary>A post office that delivers every mail but those to one mailbox, which is gone.</summary>
internal sealed class PostOffice
{
    public const string Why = "550 5.1.1 No such mailbox";

    private readonly List<OutgoingMail> _taken = [];

    public IReadOnlyList<OutgoingMail> Taken => _taken;

    public string? Unknown { get; set; }

    public Task DeliverAsync(OutgoingMail mail, CancellationToken cancel)
    {
        if (mail.To == Unknown) throw new MailNotSentException(MailFailure.Refused, Why);
        _taken.Add(mail);
        return Task.CompletedTask;
    }
}
