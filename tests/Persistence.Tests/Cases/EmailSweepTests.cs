using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Effects;
using ReviewFlow.Persistence.Notices;
using ReviewFlow.Persistence.Tests.Definitions;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Cases;

/// <summary>A process writes a mail by itself.</summary>
public class EmailSweepTests(CaseWorld world) : IClassFixture<CaseWorld>
{
    private readonly List<OutgoingMail> _sent = [];
    private MailNotSentException? _refusal;

    [Fact]
    public async Task Mail_ToColleaguesAndAStranger_ReachesTheColleaguesAlone()
    {
        await GiveAddressesAsync();
        await PublishAsync("mails", """["Nadia@county.example", "stranger@elsewhere.example"]""");
        var (caseId, _) = await world.Cases.StartTechnicalAsync(CaseWorld.Key(), "mails", null, "sam");

        await Sweep.RunAsync();
        await Sweep.RunAsync();

        var mail = _sent.ShouldHaveSingleItem();
        (mail.To, mail.Content.Subject, mail.Content.Body).ShouldBe(("nadia@county.example", "Panel moved  Bcc: x", "It is on Monday."));
        await using var context = world.Context();
        (await context.Outbox.SingleAsync(o => o.CaseId == caseId && o.EventName == null)).Error.ShouldBe("1 of the addresses are no colleague's; nothing was sent to them.");
    }

    [Fact]
    public async Task Mail_ServerAway_IsTriedAgainWithTheSameId()
    {
        await GiveAddressesAsync();
        await PublishAsync("mails-later", """["nadia@county.example"]""");
        var (caseId, _) = await world.Cases.StartTechnicalAsync(CaseWorld.Key(), "mails-later", null, "sam");
        _refusal = new MailNotSentException(MailFailure.ServerAway, "The mail server is away.");
        await Sweep.RunAsync();
        await using var context = world.Context();
        (await context.Outbox.AsNoTracking().SingleAsync(o => o.CaseId == caseId && o.EventName == null)).SentAt.ShouldBeNull();
        await context.Outbox.Where(o => o.CaseId == caseId).ExecuteUpdateAsync(set => set.SetProperty(o => o.NotBefore, CaseWorld.Monday));
        _refusal = null;

        (await Sweep.RunAsync()).ShouldBe(1);

        _sent.Select(m => m.MessageKey).Distinct().ShouldHaveSingleItem();
    }

    private EmailSweep Sweep => new(world.Source, world.Organisation, world.Clock, (mail, _) =>
    {
        if (_refusal is { } refusal) throw refusal;
        _sent.Add(mail);
        return Task.CompletedTask;
    });

    private async Task GiveAddressesAsync()
    {
        await using var context = world.Context();
        await context.People.Where(p => p.Id == "nadia").ExecuteUpdateAsync(set => set.SetProperty(p => p.Email, "nadia@county.example"));
    }

    private async Task PublishAsync(string id, string to) => (await world.Definitions.PublishAsync(
        Files.Of(id, $$"""{ "id": "mail", "type": "Elsa.SendEmail", "to": { "expression": { "type": "Object", "value": {{to}} } }, "subject": "Panel moved\r\nBcc: x", "body": "It is on Monday." }"""), "grace", CaseWorld.Monday)).Problems.ShouldBeEmpty();
}
