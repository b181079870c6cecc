using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Notices;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Notices;

/// <summary>What ReviewFlow told this person, newest first. Mail says the same words and no more.</summary>
public sealed class IndexModel(ReviewFlowDbContext db, OrganisationCache organisations, BusinessClock clock) : PageModel
{
    /// <summary>Older ones are on the cases' timelines.</summary>
    public const int Shown = 100;

    public IReadOnlyList<NoticeView> Notices { get; private set; } = [];

    public int Unread => Notices.Count(n => n.Unread);

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var person = User.PersonId();
        var organisation = await organisations.GetAsync(cancellation);
        var rows = await db.Notices.AsNoTracking()
            .Where(n => n.PersonId == person)
            .OrderByDescending(n => n.CreatedAt).ThenByDescending(n => n.Id)
            .Take(Shown)
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
        Notices = [.. rows.Select(r => View(r.Notice, new MessageFields(
            r.Reference ?? "ReviewFlow",
            r.Process ?? "ReviewFlow",
            r.TaskTitle,
            Colleague(r.Notice, organisation),
            r.Notice.DueAt is { } due ? UkWords.Moment(due) : null)))];
    }

    public async Task<IActionResult> OnPostReadAsync(CancellationToken cancellation)
    {
        var person = User.PersonId();
        var now = clock.Now();
        await db.Notices.Where(n => n.PersonId == person && n.ReadAt == null).ExecuteUpdateAsync(s => s.SetProperty(n => n.ReadAt, now), cancellation);
        return RedirectToPage();
    }

    private static string? Colleague(NoticeRow notice, Organisation organisation) =>
        notice.Data is { } data && (string?)JsonNode.Parse(data)?["actor"] is { } actor ? organisation.NameOf(actor) : null;

    private static NoticeView View(NoticeRow notice, MessageFields fields)
    {
        var template = Templates.Find(notice.Template);
        return new NoticeView(
            template is null ? $"{fields.Reference}: {fields.Asked ?? fields.Process}" : Templates.Fill(template.Subject, fields),
            template is null ? "" : Templates.Fill(template.Body, fields),
            UkWords.Moment(notice.CreatedAt),
            notice.TaskId is { } task ? $"/work/{task}" : $"/cases/{notice.CaseId}",
            notice.ReadAt is null,
            notice.Critical);
    }

    public sealed record NoticeView(string Title, string Text, string When, string Link, bool Unread, bool Critical);
}
