using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Tests.Cases;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Versions;

/// <summary>Who gets a frozen version is ticked by a person; nobody else gets anything.</summary>
public class DistributionTests(PlanWorld world) : IClassFixture<PlanWorld>
{
    [Fact]
    public async Task Send_ToThoseTicked_LogsEachWithGroupAndMail()
    {
        var opened = await world.FrozenAsync();

        (await world.SendAsync(await world.TaskAsync(opened.CaseId), CaseWorld.Nadia, true, null, ("sian", "team"), ("marcus", "team"))).ShouldBeOfType<CaseOutcome.Done>();

        await using var context = world.Context();
        var distribution = await context.Distributions.SingleAsync(d => d.CaseId == opened.CaseId);
        (distribution.Version, distribution.SentBy, distribution.Purpose).ShouldBe((1, "nadia", "After the meeting"));
        var deliveries = await context.Deliveries.Where(d => d.DistributionId == distribution.Id).OrderBy(d => d.PersonId).ToListAsync();
        deliveries.Select(d => (d.PersonId, d.RecipientName, d.GroupLabel)).ShouldBe([("marcus", "Marcus Hale", "The team"), ("sian", "Sian Corley", "The team")]);
        foreach (var delivery in deliveries)
        {
            var mail = await context.Mails.SingleAsync(m => m.Id == delivery.MailId);
            (mail.PersonId, mail.Template).ShouldBe((delivery.PersonId, "version-distributed"));
            mail.Data!.ShouldNotContain("rota");
        }
    }

    [Fact]
    public async Task Send_Twice_IsRefusedAndNobodyGetsItAgain()
    {
        var opened = await world.FrozenAsync();
        var task = await world.TaskAsync(opened.CaseId);
        (await world.SendAsync(task, CaseWorld.Nadia, true, null, ("sian", "team"))).ShouldBeOfType<CaseOutcome.Done>();

        (await world.SendAsync(task, CaseWorld.Nadia, true, null, ("sian", "team"))).ShouldBeOfType<CaseOutcome.Refused>().Kind.ShouldBe(RefusalKind.Conflict);

        await using var context = world.Context();
        (await context.Deliveries.CountAsync(d => d.CaseId == opened.CaseId)).ShouldBe(1);
    }

    [Theory]
    [InlineData(true, "ruth", "police", "large scale investigation")]
    [InlineData(true, "grace", "team", "no longer in that group")]
    [InlineData(true, "sian", "nobody", "no longer in that group")]
    [InlineData(false, "sian", "team", "names of residents")]
    public async Task Send_NotAllowedLikeThis_IsRefusedAndNothingIsSent(bool confirmed, string person, string group, string words)
    {
        var opened = await world.FrozenAsync();

        var refused = (await world.SendAsync(await world.TaskAsync(opened.CaseId), CaseWorld.Nadia, confirmed, null, (person, group))).ShouldBeOfType<CaseOutcome.Refused>();

        (refused.Kind, refused.Message.Contains(words, StringComparison.Ordinal)).ShouldBe((RefusalKind.Invalid, true), refused.Message);
        await using var context = world.Context();
        (await context.Distributions.AnyAsync(d => d.CaseId == opened.CaseId)).ShouldBeFalse();
        (await context.Mails.AnyAsync(m => m.CaseId == opened.CaseId && m.Template == "version-distributed")).ShouldBeFalse();
    }

    [Fact]
    public async Task Send_ToNobody_IsRefused()
    {
        var opened = await world.FrozenAsync();
        (await world.SendAsync(await world.TaskAsync(opened.CaseId), CaseWorld.Nadia, true, null)).ShouldBeOfType<CaseOutcome.Refused>().Message.ShouldContain("at least one");
    }

    [Fact]
    public async Task Send_BySomebodyElse_IsForbidden()
    {
        var opened = await world.FrozenAsync();
        (await world.SendAsync(await world.TaskAsync(opened.CaseId), CaseWorld.Sian, true, null, ("sian", "team"))).ShouldBeOfType<CaseOutcome.Refused>().Kind.ShouldBe(RefusalKind.Forbidden);
    }
}
