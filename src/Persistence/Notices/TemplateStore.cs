using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows.Notices;

namespace ReviewFlow.Persistence.Notices;

/// <summary>An organisation's own words for messages: a draft, then published. Mails that wait are sent with what is published then.</summary>
public sealed class TemplateStore(ReviewFlowDbContext db, TemplateTexts texts, BusinessClock clock)
{
    /// <summary>Keeps a draft; nothing is sent with it.</summary>
    public async Task SaveDraftAsync(string name, string subject, string body, string by, CancellationToken cancel = default)
    {
        var row = await RowAsync(name, by, cancel);
        (row.DraftSubject, row.DraftBody, row.ChangedBy, row.ChangedAt) = (subject, body, by, clock.Now());
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Publishes words, if nothing is wrong with them.</summary>
    /// <returns>What is wrong; empty when they were published.</returns>
    public async Task<IReadOnlyList<string>> PublishAsync(Template shipped, string subject, string body, string by, CancellationToken cancel = default)
    {
        var problems = TemplateRules.Check(shipped, subject, body);
        if (problems.Count > 0) return problems;
        var row = await RowAsync(shipped.Name, by, cancel);
        (row.Subject, row.Body, row.DraftSubject, row.DraftBody) = (subject, body, null, null);
        (row.PublishedBy, row.PublishedAt, row.ChangedBy, row.ChangedAt) = (by, clock.Now(), by, clock.Now());
        await db.SaveChangesAsync(cancel);
        texts.Forget();
        return problems;
    }

    /// <summary>Goes back to the shipped words.</summary>
    public async Task ResetAsync(string name, CancellationToken cancel = default)
    {
        await db.MessageTemplates.Where(t => t.Name == name).ExecuteDeleteAsync(cancel);
        texts.Forget();
    }

    private async Task<MessageTemplateRow> RowAsync(string name, string by, CancellationToken cancel)
    {
        if (await db.MessageTemplates.FirstOrDefaultAsync(t => t.Name == name, cancel) is { } known) return known;
        var row = new MessageTemplateRow { Name = name, ChangedBy = by };
        db.MessageTemplates.Add(row);
        return row;
    }
}
