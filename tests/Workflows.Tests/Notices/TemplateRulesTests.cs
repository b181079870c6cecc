using ReviewFlow.Workflows.Notices;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Notices;

public sealed class TemplateRulesTests
{
    private static readonly Template s_shipped = Templates.Find("qap-request")!;

    [Fact]
    public void Check_EveryShippedTemplate_CanBePublished() =>
        Templates.All.ShouldAllBe(t => TemplateRules.Check(t, t.Subject, t.Body).Count == 0);

    [Theory]
    [InlineData("", "text", "Write a subject.")]
    [InlineData("{reference}", " ", "Write the text.")]
    [InlineData("{reference}", "about {name}", "There is no field {name}")]
    [InlineData("{reference}", "about {asked", "curly bracket")]
    [InlineData("{reference}", "about {{asked}}", "curly bracket")]
    [InlineData("{reference}\r\nBcc: x@example.org", "text", "one line")]
    [InlineData("hello", "text", "Keep {reference}")]
    public void Check_WordsThatCannotBeSent_SaysWhatToDo(string subject, string body, string problem) =>
        TemplateRules.Check(s_shipped, subject, body).ShouldContain(p => p.Contains(problem, StringComparison.Ordinal));

    [Fact]
    public void Compose_AControlCharacter_CannotMakeASecondHeader()
    {
        var fields = new MessageFields("QAP-1\r\nBcc: x@example.org", "process");
        MailText.Compose(s_shipped, fields, "https://x.example", "https://x.example").Subject.ShouldNotContain('\n');
    }

    [Fact]
    public void Write_LongLines_AreFoldedAndReadBackTheSame()
    {
        var link = "https://reviews.fernshire.example/work/" + new string('a', 200);
        var text = CalendarText.Write([new CalendarEntry("id", "QAP-2026-0001, a;b", new DateTimeOffset(2026, 6, 17, 16, 0, 0, TimeSpan.Zero), link)], DateTimeOffset.UnixEpoch);
        text.Split("\r\n").ShouldAllBe(l => l.Length <= 75);
        var whole = text.Replace("\r\n ", "", StringComparison.Ordinal);
        whole.ShouldContain($"URL:{link}\r\n");
        whole.ShouldContain("SUMMARY:QAP-2026-0001\\, a\\;b due\r\n");
        whole.ShouldContain("DTSTART:20260617T160000Z\r\n");
    }
}
