using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Versions;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.External;

/// <summary>Frozen versions on their pages: list, paper, comparison, distribution with its log.</summary>
public sealed class VersionPagesTests(PlanHost host) : IClassFixture<PlanHost>
{
    [Fact]
    public async Task Version_OnPaper_HasTheTemplatesTableAndTheHeadOnEverySheet()
    {
        var id = await host.FinalAsync();
        using var harriet = await host.Running.SignedInAsync(PlanHost.Lead);

        using var page = await PlanHost.PageAsync(harriet, $"/cases/{id}/versions/1");

        page.QuerySelector("table.rf-plan > thead .rf-plan__head")!.TextContent.ShouldSatisfyAllConditions(
            head => head.ShouldContain("Date of plan: Mon 8 Jun 2026"), head => head.ShouldContain("Completed by: Gregor Hume, home manager"));
        page.QuerySelectorAll(".rf-plan__grid thead th").Select(h => h.TextContent).Take(4).ShouldBe(["Action No", "Actions (including detail of the desired outcome/s)", "Responsible Person/s", "Timescale for Completion"]);
        page.QuerySelector(".rf-plan__grid tbody th")!.TextContent.ShouldBe("1.1");
        page.Body!.TextContent.ShouldContain("Unchanged since");
        page.Body.TextContent.ShouldNotContain("For us alone");
        page.Body.TextContent.ShouldNotContain("Our own doubt");
    }

    [Fact]
    public async Task Version_AlteredBehindOurBack_SaysSo()
    {
        var id = await host.FinalAsync();
        await using (var owner = new Npgsql.NpgsqlConnection(host.Running.Database.OwnerConnectionString))
        {
            await owner.OpenAsync();
            await using var command = new Npgsql.NpgsqlCommand("alter table frozen_versions disable trigger all; update frozen_versions set content = replace(content, 'Fluids', 'Drinks') where case_id = $1", owner);
            command.CommandText = $"alter table frozen_versions disable trigger user; update frozen_versions set content = replace(content, 'Fluids', 'Drinks') where case_id = '{id}'; alter table frozen_versions enable trigger user";
            await command.ExecuteNonQueryAsync();
        }

        using var harriet = await host.Running.SignedInAsync(PlanHost.Lead);
        using var page = await PlanHost.PageAsync(harriet, $"/cases/{id}/versions/1");
        page.Body!.TextContent.ShouldContain("This text is not what was frozen");
    }

    [Fact]
    public async Task Versions_OfACaseThatOneMayNotKnow_AreNotFound()
    {
        var id = await host.FinalAsync();
        using var nadia = await host.Running.SignedInAsync("nadia-petrov-lane");
        foreach (var path in new[] { "versions", "versions/1", "versions/1/compare/1", "versions/1/distribution", "external" })
            (await nadia.GetAsync(new Uri($"/cases/{id}/{path}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
    }

    [Fact]
    public async Task Distribution_BeforeAVersionIsFinal_HasNoButtonAndIsRefused()
    {
        var (id, _) = await host.BegunAsync();
        await host.DoAsync(id, "draft", PlanHost.Writer, "complete");
        using var harriet = await host.Running.SignedInAsync(PlanHost.Lead);

        (await harriet.GetAsync(new Uri($"/cases/{id}/versions/1/distribution", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var refused = await PlanHost.PostAsync(harriet, "/my-work", $"/cases/{id}/versions/1/distribution", ("to", $"planningGroup|{PlanHost.Writer}"), ("checked", "yes"));

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("No version is final yet");
        (await host.InAsync((db, _) => db.Distributions.AnyAsync(d => d.CaseId == id))).ShouldBeFalse();
    }

    [Fact]
    public async Task Distribution_ToNine_ListsFiveGroupsAndLogsTheOneThatBounced()
    {
        var id = await host.FinalAsync(about: "other-home");
        await host.OutsiderAsync(id);
        await host.OutsiderAsync(id, "homeOwner", "Alba Strachan");
        await host.OutsiderAsync(id, "careInspectorate", "Ines Moffat", wholeService: false);
        await host.OutsiderAsync(id, "police", "PC Baird", wholeService: false);
        await MoreManagersAsync(2);
        using var harriet = await host.Running.SignedInAsync(PlanHost.Lead);
        var home = $"/cases/{id}/versions/1/distribution";

        using var page = await PlanHost.PageAsync(harriet, home);
        page.QuerySelectorAll("fieldset legend").Length.ShouldBe(5);
        page.QuerySelectorAll("input[name=to]").ShouldAllBe(i => !i.GetAttribute("value")!.StartsWith("police|", StringComparison.Ordinal));
        var to = page.QuerySelectorAll("input[name=to][checked]").Select(i => i.GetAttribute("value")!).ToList();
        to.Count.ShouldBe(9);
        using var sent = await PlanHost.PostAsync(harriet, home, home, [.. Hidden(page), .. to.Select(t => ("to", t)), ("checked", "yes")]);
        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());

        var mail = await host.InAsync((db, _) => db.Deliveries.Where(d => d.CaseId == id && d.RecipientName == "Alba Strachan").Select(d => d.MailId).SingleAsync());
        await host.InAsync(async (_, services) => await services.GetRequiredService<DeliveryDesk>().BouncedAsync(mail, "550 no such mailbox", again: true));

        using var log = await PlanHost.PageAsync(harriet, home);
        var lines = log.QuerySelectorAll("#log ~ table tbody tr").ToList();
        lines.Count.ShouldBe(9);
        var bounced = lines.Single(l => l.TextContent.Contains("Alba Strachan", StringComparison.Ordinal)).TextContent;
        bounced.ShouldContain("Bounced");
        bounced.ShouldContain("Retried once");
        (await host.InAsync((db, _) => db.Notices.Where(n => n.CaseId == id && n.Template == "version-bounced").Select(n => n.PersonId).ToListAsync())).ShouldBe([PlanHost.Lead]);
    }

    [Fact]
    public async Task Distribution_OfATextThatMayNameResidents_WarnsAndAsksForTheTick()
    {
        var id = await host.FinalAsync(progress: "Mrs Abernethy in room 12 was not offered fluids.");
        using var harriet = await host.Running.SignedInAsync(PlanHost.Lead);
        var home = $"/cases/{id}/versions/1/distribution";
        using var page = await PlanHost.PageAsync(harriet, home);
        page.Body!.TextContent.ShouldSatisfyAllConditions(t => t.ShouldContain("Mrs Abernethy"), t => t.ShouldContain("room 12"), t => t.ShouldContain("may name residents"));

        using var refused = await PlanHost.PostAsync(harriet, home, home, [.. Hidden(page), ("to", $"planningGroup|{PlanHost.Writer}")]);

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await host.InAsync((db, _) => db.Deliveries.AnyAsync(d => d.CaseId == id))).ShouldBeFalse();
    }

    private static IEnumerable<(string, string)> Hidden(IDocument page) =>
        new[] { "operation", "revision" }.Select(name => (name, page.QuerySelector($"form input[name={name}]")!.GetAttribute("value")!));

    private Task<int> MoreManagersAsync(int count) => host.InAsync(async (db, services) =>
    {
        for (var i = 0; i < count; i++)
        {
            var person = $"lead-{PlanHost.Key()}";
            db.Add(new PersonRow { Id = person, Name = $"Lead {i}", JobTitle = "Manager", Email = $"{person}@fernshire.example" });
            db.Add(new RoleGrantRow { PersonId = person, Role = "leadGroupManager", UnitId = (await db.Subjects.FirstAsync(s => s.Id == "larch-house")).TeamId, FromDay = new DateOnly(2020, 1, 1) });
        }

        var changed = await db.SaveChangesAsync();
        services.GetRequiredService<ReviewFlow.Persistence.Organisations.OrganisationCache>().Forget();
        return changed;
    });
}
