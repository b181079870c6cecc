using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Notices;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Notices;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Notices;

/// <summary>What ReviewFlow told this person, newest first. Mail says the same words and no more.</summary>
public sealed class IndexModel(ReviewFlowDbContext db, OrganisationCache organisations, CaseTransaction cases, NoticeReader notices, TemplateTexts templates, BusinessClock clock, NoticeNews news) : PageModel
{
    /// <summary>What is late or urgent and not acknowledged by anybody yet, oldest first.</summary>
    public IReadOnlyList<AlertView> Alerts { get; private set; } = [];

    public IReadOnlyList<NoticeView> Notices { get; private set; } = [];

    public int Unread => Notices.Count(n => n.Unread);

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var person = User.PersonId();
        var organisation = await organisations.GetAsync(cancellation);
        Alerts = await AlertsAsync(person, organisation, cancellation);
        Notices = await notices.ReadAsync(person, null, cancellation);
    }

    public async Task<IActionResult> OnPostAcknowledgeAsync(string alert, string operation, CancellationToken cancellation)
    {
        await cases.ApplyAsync(new AcknowledgeAlert(operation, User.Actor(), alert), cancellation);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostReadAsync(CancellationToken cancellation)
    {
        var person = User.PersonId();
        var now = clock.Now();
        await db.Notices.Where(n => n.PersonId == person && n.ReadAt == null).ExecuteUpdateAsync(s => s.SetProperty(n => n.ReadAt, now), cancellation);
        news.Note([person]);
        return RedirectToPage();
    }

    private async Task<IReadOnlyList<AlertView>> AlertsAsync(string person, Organisation organisation, CancellationToken cancellation)
    {
        var rows = await db.Alerts.AsNoTracking()
            .Where(a => a.AcknowledgedAt == null && a.PersonIds.Contains(person))
            .OrderBy(a => a.RaisedAt).ThenBy(a => a.Id)
            .Take(NoticeReader.Most)
            .Select(a => new
            {
                Alert = a,
                Instance = db.Instances.Where(i => i.Id == a.InstanceId).Select(i => new { i.Reference, i.Title }).FirstOrDefault(),
                Case = db.Cases.Where(c => c.Id == a.CaseId).Select(c => new { c.Reference, c.Title }).First(),
                Task = db.WorkTasks.Where(t => t.Id == a.BookmarkId).Select(t => new { t.Id, t.Title, t.AssigneeId, t.WaitsFor }).FirstOrDefault(),
            })
            .ToListAsync(cancellation);
        var words = await templates.AllAsync(cancellation);
        var people = LoadRules.PeopleOf(person, organisation, UkWords.LocalDate(clock.Now())).Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        var asked = rows.SelectMany(r => r.Task?.WaitsFor ?? []).ToList();
        var holders = await db.WorkTasks.AsNoTracking().Where(t => asked.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.AssigneeId, StringComparer.Ordinal, cancellation);
        return [.. rows.Select(r =>
        {
            var holder = (r.Task?.WaitsFor ?? []).Select(holders.GetValueOrDefault).OfType<string>().FirstOrDefault() ?? r.Task?.AssigneeId;
            var fields = new MessageFields(
                r.Instance?.Reference ?? r.Case.Reference ?? "ReviewFlow", r.Instance?.Title ?? r.Case.Title, r.Task?.Title,
                holder is null ? null : organisation.NameOf(holder), UkWords.Moment(r.Alert.DueAt));
            var template = words(r.Alert.Template);
            return new AlertView(
                r.Alert.Id,
                Templates.Fill(template.Subject, fields),
                Templates.Fill(template.Body, fields),
                UkWords.Moment(r.Alert.RaisedAt),
                r.Task is null ? $"/cases/{r.Alert.CaseId}" : $"/work/{r.Task.Id}",
                r.Alert.Critical,
                holder is not null && people.Contains(holder) ? $"/load/{holder}" : null,
                holder is null ? null : organisation.NameOf(holder));
        })];
    }

    public sealed record AlertView(string Id, string Title, string Text, string When, string Link, bool Critical, string? LoadLink, string? Holder);
}
