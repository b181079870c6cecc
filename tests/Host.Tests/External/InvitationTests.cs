using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReviewFlow.Persistence.Externals;
using ReviewFlow.Persistence.Time;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.External;

/// <summary>An account from outside is opened by a link that works once, and taken away by one click.</summary>
public sealed class InvitationTests(PlanHost host) : IClassFixture<PlanHost>
{
    [Fact]
    public async Task Link_OpenedTwiceAtTheSameTime_IsOneAccount()
    {
        var (id, _) = await host.BegunAsync();
        var email = $"{PlanHost.Key()}@home.example";
        var token = await host.InvitedAsync(id, new Invite("Gregor Hume", email, "homeManager", true, null));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            using var client = host.Running.Client();
            using var answer = await PlanHost.OpenAccountAsync(client, token);
            return answer.StatusCode;
        }));

        answers.Count(a => a == HttpStatusCode.Redirect).ShouldBe(1);
        answers.Count(a => a == HttpStatusCode.Gone).ShouldBe(3);
        (await host.InAsync((db, _) => db.Users.CountAsync(u => u.Email == email))).ShouldBe(1);
        (await host.InAsync((db, _) => db.People.CountAsync(p => p.Email == email))).ShouldBe(1);
    }

    [Fact]
    public async Task Link_IsOnFileAsAHashOnly_AndLookingAtItUsesNothingUp()
    {
        var (id, _) = await host.BegunAsync();
        var email = $"{PlanHost.Key()}@home.example";
        var token = await host.InvitedAsync(id, new Invite("Gregor Hume", email, "homeManager", true, null));
        var row = await host.InAsync((db, _) => db.Invitations.AsNoTracking().SingleAsync(i => i.Email == email));
        var mail = await host.InAsync((db, _) => db.Mails.AsNoTracking().SingleAsync(m => m.Address == email));

        row.TokenHash.ShouldBe(InvitationDesk.HashOf(token));
        mail.Data!.ShouldNotContain(token);
        using var client = host.Running.Client();
        for (var look = 0; look < 3; look++) (await PlanHost.PageAsync(client, $"/invitation?token={token}")).Body!.TextContent.ShouldContain("Larch House");
        (await PlanHost.OpenAccountAsync(client, token)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await PlanHost.PageAsync(client, $"/invitation?token={token}", HttpStatusCode.Gone)).Body!.TextContent.ShouldContain("does not work");
    }

    [Theory]
    [InlineData("short")]
    [InlineData("")]
    public async Task Link_WithAPasswordThatIsTooWeak_IsRefusedAndStillWorks(string password)
    {
        var (id, _) = await host.BegunAsync();
        var token = await host.InvitedAsync(id, new Invite("Gregor Hume", $"{PlanHost.Key()}@home.example", "homeManager", true, null));
        using var client = host.Running.Client();

        (await PlanHost.OpenAccountAsync(client, token, password)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await PlanHost.OpenAccountAsync(client, token)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Invitation_TakenBackOrSentAgain_LeavesOnlyTheNewLink()
    {
        var (id, _) = await host.BegunAsync();
        var email = $"{PlanHost.Key()}@home.example";
        var first = await host.InvitedAsync(id, new Invite("Gregor Hume", email, "homeManager", true, null));
        using var harriet = await host.Running.SignedInAsync(PlanHost.Lead);
        var home = $"/cases/{id}/external";
        var invitation = await host.InAsync((db, _) => db.Invitations.Where(i => i.Email == email).Select(i => i.Id).SingleAsync());

        (await PlanHost.PostAsync(harriet, home, home, ("do", $"again:{invitation}"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var second = await host.InAsync((db, services) => PlanHost.TokenAsync(db, services, email));
        second.ShouldNotBe(first);
        using var nobody = host.Running.Client();
        (await PlanHost.OpenAccountAsync(nobody, first)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        var newest = await host.InAsync((db, _) => db.Invitations.Where(i => i.Email == email && i.RevokedAt == null).Select(i => i.Id).SingleAsync());
        (await PlanHost.PostAsync(harriet, home, home, ("do", $"back:{newest}"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await PlanHost.OpenAccountAsync(nobody, second)).StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Account_Revoked_IsOutAtOnceAndItsAddressCanBeInvitedAgain()
    {
        var (id, _) = await host.BegunAsync();
        var person = await host.OutsiderAsync(id);
        using var gregor = await host.SignedInAsync(person);
        (await gregor.GetAsync(new Uri("/external", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        var email = await host.InAsync((db, _) => db.People.Where(p => p.Id == person).Select(p => p.Email!).SingleAsync());
        using var harriet = await host.Running.SignedInAsync(PlanHost.Lead);
        var home = $"/cases/{id}/external";

        (await PlanHost.PostAsync(harriet, home, home, ("name", "Gregor Hume"), ("email", email), ("role", "homeManager"), ("for", "service"), ("do", "invite"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await PlanHost.PostAsync(harriet, home, home, ("do", $"revoke:{person}"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        using var out_ = await gregor.GetAsync(new Uri("/external", UriKind.Relative));
        (out_.StatusCode, out_.Headers.Location?.OriginalString.StartsWith("/sign-in", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.Redirect, true));
        using var page = await PlanHost.PageAsync(harriet, home);
        page.Body!.TextContent.ShouldContain("Closed");
        var token = await host.InvitedAsync(id, new Invite("Gregor Hume", email, "homeManager", true, null));
        using var again = host.Running.Client();
        (await PlanHost.OpenAccountAsync(again, token)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Invite_WithSomethingMissing_SaysWhatAndKeepsWhatWasTyped()
    {
        var (id, _) = await host.BegunAsync();
        using var harriet = await host.Running.SignedInAsync(PlanHost.Lead);
        var home = $"/cases/{id}/external";

        using var answer = await PlanHost.PostAsync(harriet, home, home, ("name", "Gregor Hume"), ("email", "no address"), ("role", "homeManager"), ("do", "invite"));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var text = await answer.Content.ReadAsStringAsync();
        text.ShouldContain("Enter their mail address");
        text.ShouldContain("value=\"Gregor Hume\"");
    }

    [Fact]
    public async Task Invite_BySomebodyWhoIsNoLead_IsForbidden()
    {
        var (id, _) = await host.BegunAsync();
        using var priya = await host.Running.SignedInAsync(PlanHost.Writer);
        using var answer = await PlanHost.PostAsync(priya, "/my-work", $"/cases/{id}/external", ("name", "X Y"), ("email", "x@home.example"), ("role", "homeManager"), ("do", "invite"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await host.InAsync((db, _) => db.Invitations.AnyAsync(i => i.Email == "x@home.example"))).ShouldBeFalse();
    }

    [Fact]
    public async Task Link_AfterSevenDays_WorksNoMore()
    {
        var (id, _) = await host.BegunAsync();
        var token = await host.InvitedAsync(id, new Invite("Gregor Hume", $"{PlanHost.Key()}@home.example", "homeManager", true, null));
        var clock = host.Services.GetRequiredService<BusinessClock>();
        await clock.MoveToAsync(clock.Now() + InvitationDesk.GoodFor + TimeSpan.FromMinutes(1));

        using var client = host.Running.Client();
        (await PlanHost.OpenAccountAsync(client, token)).StatusCode.ShouldBe(HttpStatusCode.Gone);
    }
}
