using System.Text;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Notices;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Messages;

/// <summary>Every message that there is, sent about a child to a real server, and searched for the child.</summary>
public sealed class EveryTemplateTests : MailStory
{
    [Fact]
    public async Task EveryTemplate_SentAboutAChild_NamesNobodyButTheColleague()
    {
        await StageOneIsSent();
        await TimePassesTo(London(2026, 3, 31, 10));
        var work = await WorkWithTheNameInItsTitleAsync();
        foreach (var template in Templates.All) await WriteAsync(template.Name, work);

        await Mail.RunAsync();

        var sent = (await Mails()).Where(m => m.Id.StartsWith("every:", StringComparison.Ordinal)).ToList();
        sent.Where(m => m.State != MailState.Sent).Select(m => $"{m.Template} {m.State}").ShouldBeEmpty();
        Server.Taken.Count.ShouldBeGreaterThanOrEqualTo(Templates.All.Count);
        var secrets = await SecretsAsync();
        foreach (var mail in Server.Taken) Found(secrets, mail.Readable + mail.To).ShouldBeEmpty(mail.Readable);
    }

    [Theory]
    [InlineData("Please look at Robin Fairweather.")]
    [InlineData("Born 3 Feb 2013")]
    [InlineData("Number 900401")]
    public async Task Search_ForTheChild_FindsWhatIsThere(string text) =>
        Found(await SecretsAsync(), text).ShouldNotBeEmpty();

    // Alerts and digests cannot be muted; whatever the choices, each goes out.
    private async Task WriteAsync(string template, WorkTaskRow work)
    {
        await using var context = Context();
        context.Mails.Add(new MailRow
        {
            Id = $"every:{template}",
            PersonId = work.AssigneeId,
            Template = template,
            CaseId = work.CaseId,
            InstanceId = work.InstanceId,
            TaskId = work.Id,
            DueAt = work.DueAt,
            Critical = true,
            Data = """{ "colleague": "nadia-petrov-lane", "asked": "Ring Robin Fairweather", "subject": "Robin Fairweather" }""",
            State = MailState.Waiting,
            CreatedAt = Clock.Now(),
            NotBefore = Clock.Now(),
        });
        await context.SaveChangesAsync();
    }

    private async Task<WorkTaskRow> WorkWithTheNameInItsTitleAsync()
    {
        await using var context = Context();
        var work = await context.WorkTasks.FirstAsync(t => t.CaseId == CaseId && t.Status == WorkTaskStatus.Open && t.AssigneeId == Sian.Id);
        var child = await context.Subjects.SingleAsync(s => s.Id == "robin");
        work.Title = $"Answer about {child.Name}";
        await context.SaveChangesAsync();
        return work;
    }

    private async Task<string[]> SecretsAsync()
    {
        await using var context = Context();
        var child = await context.Subjects.SingleAsync(s => s.Id == "robin");
        return
        [
            .. child.Name.Split(' '), child.ExternalId, child.BornOn.ToString("yyyy-MM-dd"), child.BornOn.ToString("d MMM yyyy", System.Globalization.CultureInfo.GetCultureInfo("en-GB")),
            child.BornOn.ToString("d MMMM yyyy", System.Globalization.CultureInfo.GetCultureInfo("en-GB")), Convert.ToBase64String(Encoding.UTF8.GetBytes(child.Name)),
        ];
    }

    private static IEnumerable<string> Found(string[] secrets, string text) => secrets.Where(s => text.Contains(s, StringComparison.OrdinalIgnoreCase));
}
