using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Access;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Browser;

/// <summary>Each page of each sort of person: nothing serious for the accessibility checker, nothing cut off or to be pushed sideways.</summary>
public sealed class EveryPageTests(BrowserHost host) : IClassFixture<BrowserHost>
{
    private static readonly string[] s_everybody =
        ["/my-work", "/my-work?folder=waiting", "/my-work?folder=future", "/my-work?folder=team", "/my-work?folder=finished", "/my-work?child=nobody", "/my-work?group=child&sort=state", "/people", "/disputes", "/actions", "/actions?who=all&show=all", "/learning", "/notices", "/keys", "/accessibility", "/how-days-are-counted", "/time-away", "/time-away/new", "/sign-out"];

    private static readonly string[] s_administrators = ["/settings", "/lists", "/lists?list=qapCategories", "/calendars", "/leavers", "/load/nobody", "/load/callum-wirth", "/messages", "/messages/templates", "/incidents"];

    private static readonly string[] s_ofAReview = ["/closing", "/papers/a", "/papers/b", "/papers/themes", "/papers/c"];

    private static readonly string[] s_ofACase = ["", "/print", "/audit", "/immediate-concern", "/attachments", "/access-requests", "/copy"];

    private static readonly string[] s_ofPlans = ["/plans", "/plans?show=all", "/plans/oversight", "/plans/partnership", "/plans/template"];

    [Theory]
    [InlineData("nadia-petrov-lane", "Nadia Petrov-Lane")]
    [InlineData("grace-halloran", "Grace Halloran")]
    [InlineData("ruth-adeyemi", "Ruth Adeyemi")]
    [InlineData("sam-okoro", "Sam Okoro")]
    [InlineData("harriet-boyle", "Harriet Boyle")]
    [InlineData("moira-sandilands", "Moira Sandilands")]
    public async Task EveryPage_OfAPerson_IsAccessibleAndFitsEveryWidth(string person, string name)
    {
        await using var visit = await Visit.AsAsync(host, name);
        var pages = await PagesAsync(person);
        pages.Count.ShouldBeGreaterThan(s_everybody.Length);
        var wide = new List<string>();

        foreach (var page in pages)
        {
            await visit.GoAsync(page);
            await visit.IsAccessibleAsync(page);
            // 640 is what is left of 1280 at 200 % zoom.
            foreach (var width in new[] { 640, 375, 320, 1280 })
            {
                await visit.Page.SetViewportSizeAsync(width, 900);
                var over = await visit.TooWideAsync();
                if (over > 0) wide.Add($"{page} at {width}: {over} px too wide");
            }
        }

        wide.ShouldBeEmpty();
        visit.IsClean();
    }

    [Fact]
    public async Task EveryPage_ForWhoeverHasNotSignedIn_IsTheSignInPage()
    {
        await using var visit = await Visit.AsAsync(host, null, width: 320);

        foreach (var page in (await PagesAsync("nadia-petrov-lane")).Where(p => p != "/accessibility"))
        {
            await visit.GoAsync(page);
            new Uri(visit.Page.Url).AbsolutePath.ShouldBe("/sign-in", page);
        }
    }

    private async Task<List<string>> PagesAsync(string person)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReviewFlowDbContext>();
        // One of each sort of work: the pages of two are alike.
        var work = (await db.WorkTasks.Where(t => t.AssigneeId == person && t.Status == WorkTaskStatus.Open).ToListAsync()).DistinctBy(t => (t.Area, t.ActivityId, t.Phase)).ToList();
        var cases = work.OrderBy(t => t.SubjectId, StringComparer.Ordinal).Select(t => t.CaseId).Distinct().Take(2).ToList();
        var children = work.Select(t => t.SubjectId!).Distinct().ToList();
        var steps = await db.Instances.Where(i => cases.Contains(i.CaseId) && !i.Hidden && i.EndedAt != null).Select(i => $"/cases/{i.CaseId}/steps/{i.Id}").ToListAsync();
        var signed = await db.Signatures.Where(s => cases.Contains(s.CaseId)).Select(s => $"/signed/{s.Id}").Take(2).ToListAsync();
        var own = new List<string>();
        foreach (var id in await db.Signatures.Where(s => s.SignerId == person && s.SupersededAt == null).OrderBy(s => s.SignedAt).Select(s => s.Id).ToListAsync())
        {
            // What was signed may have been written anew since.
            if (own.Count < 2 && await scope.ServiceProvider.GetRequiredService<CaseQueries>().AmendableAsync(new Actor(person), id) is not null) own.Add($"/signed/{id}/amend");
        }

        return
        [
            .. s_everybody,
            .. person == "sam-okoro" ? s_administrators : [],
            .. person is "grace-halloran" or "ruth-adeyemi" ? ["/load", .. await db.Memberships.Where(m => m.LineManagerId == person).Select(m => $"/load/{m.PersonId}").Take(2).ToListAsync()] : Array.Empty<string>(),
            .. work.Where(t => t.DueAt != null && t.Kind != TaskKind.Request).SelectMany(t => new[] { $"/work/{t.Id}/pause", $"/work/{t.Id}/extend" }),
            .. work.Select(t => t.Kind == TaskKind.Request ? $"/work/{t.Id}/answer" : $"/work/{t.Id}"),
            .. cases.SelectMany(c => s_ofACase.Select(part => $"/cases/{c}{part}")),
            .. (await db.Cases.Where(c => cases.Contains(c.Id) && c.Area == "management-reviews").Select(c => c.Id).ToListAsync()).SelectMany(c => s_ofAReview.Select(part => $"/cases/{c}{part}")),
            .. person == "harriet-boyle" ? ["/reviews", "/reviews?show=all&about=larch", .. (await db.ImprovementActions.Where(a => cases.Contains(a.CaseId)).OrderBy(a => a.Id).Select(a => a.Id).Take(2).ToListAsync()).Select(a => $"/actions/{a}")] : Array.Empty<string>(),
            .. person == "moira-sandilands" ? s_ofPlans.Concat(cases.SelectMany(c => new[] { $"/plans/{c}", $"/plans/{c}/difference", $"/plans/{c}/group", $"/cases/{c}/versions", $"/cases/{c}/external" })) : [],
            .. children.SelectMany(c => new[] { $"/people/{c}" }),
            .. steps,
            .. signed,
            .. own,
            .. person == "grace-halloran" ? cases.Select(c => $"/cases/{c}/close") : [],
        ];
    }
}
