using Microsoft.EntityFrameworkCore;
using ReviewFlow.Testing.Mail;
using ReviewFlow.Workflows.Notices;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Messages;

/// <summary>AC-X-13: work goes on without the mail server, and nothing is lost when it comes back.</summary>
public sealed class MailDownTests : MailStory
{
    private static readonly DateOnly s_friday = new(2026, 3, 27);

    [Fact]
    public async Task MailServerAwayForThreeHours_StepsComplete_EveryMailComesOnce()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Server.SwitchOffAsync();
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.TakesItToStage(1, Sian, s_friday);
        await Nadia.SendsTheStageTo(Sian, s_friday);
        await DaysPassTo(London(2026, 3, 27, 13), TimeSpan.FromMinutes(5));

        Server.Taken.ShouldBeEmpty();
        (await NoticesTo(Sian)).Count(n => n.Template == "drp-request").ShouldBe(1);
        (await Mails()).Where(m => m.State == MailState.Waiting && m.Error != null).ShouldNotBeEmpty();
        await using (var context = Context())
            (await context.Notices.CountAsync(n => n.Template == "mail-failing" && n.PersonId == Sam.Id)).ShouldBe(1, "an outage is told once");

        await Server.SwitchOnAsync();
        await DaysPassTo(London(2026, 3, 27, 14), TimeSpan.FromMinutes(5));
        var wanted = (await Mails()).Where(m => m.State == MailState.Sent).ToList();
        Server.Taken.Count.ShouldBe(wanted.Count);
        Server.Taken.Select(t => t.MessageId).Distinct().Count().ShouldBe(wanted.Count);
        Server.Taken.ShouldContain(t => t.To == "sian-corley@fernshire.example" && t.Readable.Contains("asks for your response", StringComparison.Ordinal));
        (await Mails()).ShouldNotContain(m => m.State == MailState.Waiting || m.State == MailState.Dead);
        (await NoticesTo(Sian)).Count(n => n.Template == "drp-request").ShouldBe(1, "in the app it came once, and at once");
    }

    [Fact]
    public async Task LineLostAfterTheMailWasTaken_TheRepeat_HasTheSameMessageId()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.TakesItToStage(1, Sian, s_friday);
        await Server.SetMoodAsync(SmtpMood.TakesAndHangsUp);
        await Nadia.SendsTheStageTo(Sian, s_friday);
        await Mail.RunAsync();
        var first = Server.Taken.ShouldHaveSingleItem();

        await Server.SetMoodAsync(SmtpMood.Takes);
        await DaysPassTo(London(2026, 3, 27, 11), TimeSpan.FromMinutes(5));
        Server.Taken.Count(t => t.MessageId == first.MessageId).ShouldBe(2);
        first.MessageId.ShouldEndWith("@fernshire.example>");
        first.MessageId.ShouldNotContain("sian");
    }

    [Fact]
    public async Task MailRefused_ForGood_IsForAnAdministratorAndCanBeSentAgain()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Server.SetMoodAsync(SmtpMood.RefusesRecipients);
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.TakesItToStage(1, Sian, s_friday);
        await Nadia.SendsTheStageTo(Sian, s_friday);
        await Mail.RunAsync();
        var dead = (await Mails()).First(m => m.State == MailState.Dead && m.PersonId == Sian.Id);
        dead.Error.ShouldNotBeNull().ShouldStartWith("550");
        await using (var context = Context())
            (await context.Notices.AnyAsync(n => n.Template == "mail-refused" && n.PersonId == Sam.Id)).ShouldBeTrue();

        await Server.SetMoodAsync(SmtpMood.Takes);
        (await Queue.SendAgainAsync(dead.Id)).ShouldBeTrue();
        (await Queue.SendAgainAsync(dead.Id)).ShouldBeFalse();
        await Mail.RunAsync();
        Server.Taken.ShouldContain(t => t.To == "sian-corley@fernshire.example");
        (await Mails()).Single(m => m.Id == dead.Id).State.ShouldBe(MailState.Sent);
    }

    [Fact]
    public async Task TwoHosts_SameQueue_SendEachMailOnce()
    {
        await ItIs(London(2026, 3, 27, 10));
        foreach (var child in new[] { "robin", "wren", "corey" }) await Nadia.RaisesAConcernAbout(child, s_friday);
        var other = NewSweep(NewQueue(TimeProvider.System));
        await Task.WhenAll(Mail.RunAsync(), other.RunAsync());
        Server.Taken.Select(t => t.MessageId).Distinct().Count().ShouldBe(Server.Taken.Count);
        (await Mails()).ShouldNotContain(m => m.State == MailState.Waiting);
    }

    [Fact]
    public async Task AnsweredBeforeSending_TheMail_IsWithdrawn()
    {
        await ItIs(London(2026, 3, 27, 17, 30));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.TakesItToStage(1, Sian, s_friday);
        await Nadia.SendsTheStageTo(Sian, s_friday);
        await Mail.RunAsync();
        Server.Taken.ShouldBeEmpty("it is Friday evening");
        await Sian.Returns("Please name the dates that were missed.");
        await DaysPassTo(London(2026, 3, 30, 10), TimeSpan.FromHours(1));

        (await Mails()).Single(m => m.Template == "drp-request" && m.PersonId == Sian.Id).State.ShouldBe(MailState.Withdrawn);
        string.Join("\n", (await Mails()).Select(m => $"{m.Template} {m.PersonId} {m.State}")).ShouldContain("drp-returned nadia-petrov-lane Sent");
    }

    [Fact]
    public async Task ServerWhoseCertificateIsNotTrusted_GetsNoMailAndNothingIsLost()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.TakesItToStage(1, Sian, s_friday);
        await Nadia.SendsTheStageTo(Sian, s_friday);

        (await NewSweep(Queue, startTls: true).RunAsync()).ShouldBe(0);

        Server.Taken.ShouldBeEmpty("an unencrypted line is not used in its place");
        (await Mails()).Where(m => m.State == MailState.Waiting && m.Error != null).ShouldNotBeEmpty();
    }
}
