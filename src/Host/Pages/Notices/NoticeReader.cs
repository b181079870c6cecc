using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Notices;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Notices;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Notices;

/// <summary>A notice in words.</summary>
public sealed record NoticeView(string Title, string Text, string When, string Link, bool Unread, bool Critical);

/// <summary>Reads what ReviewFlow told a person, newest first.</summary>
public sealed class NoticeReader(ReviewFlowDbContext db, OrganisationCache organisations, TemplateTexts templates)
{
    /// <summary>Most that are read. Older ones are on the cases' timelines.</summary>
    public const int Most = 100;

    /// <summary>Notices of one person.</summary>
    /// <param name="personId">Whose.</param>
    /// <param name="since">Only those after this moment; null for all.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<IReadOnlyList<NoticeView>> ReadAsync(string personId, DateTimeOffset? since, CancellationToken cancellation)
    {
        var organisation = await organisations.GetAsync(cancellation);
        var rows = await db.Notices.AsNoTracking()
            .Where(n => n.PersonId == personId && (since == null || n.CreatedAt > since))
            .OrderByDescending(n => n.CreatedAt).ThenByDescending(n => n.Id)
            .Take(Most)
            .Select(n => new
            {
                Notice = n,
                Reference = db.Instances.Where(i => i.Id == n.InstanceId).Select(i => i.Reference).FirstOrDefault()
                    ?? db.Cases.Where(c => c.Id == n.CaseId).Select(c => c.Reference).FirstOrDefault(),
                Process = db.Instances.Where(i => i.Id == n.InstanceId).Select(i => i.Title).FirstOrDefault()
                    ?? db.Cases.Where(c => c.Id == n.CaseId).Select(c => c.Title).FirstOrDefault(),
                TaskTitle = db.WorkTasks.Where(t => t.Id == n.TaskId).Select(t => t.Title).FirstOrDefault(),
            })
            .ToListAsync(cancellation);
        var words = await templates.AllAsync(cancellation);
        return [.. rows.Select(r => View(words(r.Notice.Template), r.Notice, new MessageFields(
            r.Reference ?? "ReviewFlow",
            r.Process ?? "ReviewFlow",
            r.TaskTitle,
            Colleague(r.Notice, organisation),
            r.Notice.DueAt is { } due ? UkWords.Moment(due) : null)))];
    }

    private static string? Colleague(NoticeRow notice, Organisation organisation) =>
        notice.Data is { } data && (string?)JsonNode.Parse(data)?["colleague"] is { } actor ? organisation.NameOf(actor) : null;

    private static NoticeView View(Template template, NoticeRow notice, MessageFields fields) =>
        new(
            Templates.Fill(template.Subject, fields),
            Templates.Fill(template.Body, fields),
            UkWords.Moment(notice.CreatedAt),
            notice switch
            {
                { Template: "access-asked" or "access-refused" } => $"/cases/{notice.CaseId}/access-requests",
                { TaskId: { } task } => $"/work/{task}",
                { Template: "cover-started" or "cover-ended" or "cover-back" or "absence-recorded" } => "/time-away",
                { Template: "holiday-table-ending" } => "/calendars",
                { CaseId.Length: 0 } => "/messages",
                _ => $"/cases/{notice.CaseId}",
            },
            notice.ReadAt is null,
            notice.Critical);
}
