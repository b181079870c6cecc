using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReviewFlow.Host.External;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.External;

/// <summary>What somebody from outside reaches: their own page, their own actions, what was sent to them. Nothing else.</summary>
public sealed class OutsiderTests(PlanHost host) : IClassFixture<PlanHost>
{
    private static readonly byte[] s_photo = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1];

    // Pages that say something without a case, to anybody who is signed in.
    private static readonly string[] s_plain = ["/external", "/sign-in", "/sign-out", "/set-password", "/invitation", "/problem", "/problem/404", "/not-allowed", "/accessibility", "/how-days-are-counted", "/keys", "/health/live", "/health/ready", "/demo-clock"];

    [Fact]
    public async Task EveryRoute_WithTheIdsOfAnotherHome_ShowsNothing()
    {
        var (mine, _) = await host.BegunAsync(about: "larch-house");
        var person = await host.OutsiderAsync(mine);
        var (theirs, instance) = await host.BegunAsync(about: "other-home");
        var task = (await host.TaskAsync(theirs, "draft")).Id;
        using var gregor = await host.SignedInAsync(person);
        var shown = new List<string>();
        foreach (var (path, method) in Routes(theirs, instance, task))
        {
            using var request = new HttpRequestMessage(method, path) { Content = method == HttpMethod.Get ? null : new FormUrlEncodedContent([]) };
            using var answer = await gregor.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            if (text.Contains("Another Home", StringComparison.Ordinal) || text.Contains("Fluids", StringComparison.Ordinal)) shown.Add($"{method} {path}: foreign text");
            if (answer.StatusCode == HttpStatusCode.OK && !s_plain.Contains(path)) shown.Add($"{method} {path}: 200");
            if ((int)answer.StatusCode >= 500) shown.Add($"{method} {path}: {(int)answer.StatusCode}");
        }

        shown.ShouldBeEmpty();
    }

    [Fact]
    public async Task EveryRoute_WithTheIdsOfTheOwnPlan_ShowsOnlyPagesMadeForThem()
    {
        var (mine, instance) = await host.BegunAsync(about: "larch-house");
        var task = (await host.TaskAsync(mine, "draft")).Id;
        using var gregor = await host.SignedInAsync(await host.OutsiderAsync(mine));
        var shown = new List<string>();
        foreach (var (path, method) in Routes(mine, instance, task))
        {
            using var request = new HttpRequestMessage(method, path) { Content = method == HttpMethod.Get ? null : new FormUrlEncodedContent([]) };
            using var answer = await gregor.SendAsync(request);
            if ((await answer.Content.ReadAsStringAsync()).Contains("For us alone", StringComparison.Ordinal)) shown.Add($"{method} {path}: internal note");
            if (answer.StatusCode == HttpStatusCode.OK && !ExternalDoor.IsOpen(path.Split('?')[0])) shown.Add($"{method} {path}: 200");
            if ((int)answer.StatusCode >= 500) shown.Add($"{method} {path}: {(int)answer.StatusCode}");
        }

        shown.ShouldBeEmpty();
        (await gregor.GetAsync(new Uri($"/cases/{mine}/audit", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await gregor.GetAsync(new Uri("/settings", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.InAsync((db, _) => db.AccessLog.AnyAsync(l => l.CaseId == mine && l.Action == "OutsideDoor" && l.Verdict == "Refused"))).ShouldBeTrue();
    }

    [Fact]
    public async Task QualityCheck_CalledByTheHome_IsForbiddenAndByAnotherHomeNotFound_BothOnRecord()
    {
        var (id, _) = await host.BegunAsync(about: "larch-house");
        await host.DoAsync(id, "draft", PlanHost.Writer, "complete");
        var check = await host.TaskAsync(id, "check");
        var (elsewhere, _) = await host.BegunAsync(about: "other-home");
        var own = await host.OutsiderAsync(id);
        var other = await host.OutsiderAsync(elsewhere, name: "Mo Other");
        using var gregor = await host.SignedInAsync(own);
        using var mo = await host.SignedInAsync(other);
        (string, string)[] typed = [("do", "act:pass"), ("revision", check.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("operation", PlanHost.Key())];

        (await PlanHost.PostAsync(gregor, "/external", $"/work/{check.Id}", typed)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await PlanHost.PostAsync(mo, "/external", $"/work/{check.Id}", typed)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await mo.GetAsync(new Uri($"/cases/{id}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await mo.GetAsync(new Uri($"/cases/{id}/versions", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await host.TaskAsync(id, "check")).Id.ShouldBe(check.Id);
        var log = await host.InAsync((db, _) => db.AccessLog.AsNoTracking().Where(l => l.PersonId == own || l.PersonId == other).Select(l => new { l.PersonId, l.Verdict }).ToListAsync());
        log.ShouldContain(l => l.PersonId == own && l.Verdict != "Allowed");
        log.ShouldContain(l => l.PersonId == other && l.Verdict != "Allowed");
    }

    [Fact]
    public async Task Version_SentToOnePerson_IsReadConfirmedAndLogged_AndNobodyElsesIsThere()
    {
        var (first, _) = await host.BegunAsync(about: "larch-house");
        var inspector = await host.OutsiderAsync(first, "careInspectorate", "Ines Moffat");
        var manager = await host.OutsiderAsync(first);
        var id = await host.SentAsync(PlanHost.Writer, "larch-house", manager);
        using var gregor = await host.SignedInAsync(manager);
        using var ines = await host.SignedInAsync(inspector);

        (await ines.GetAsync(new Uri($"/cases/{id}/versions/1", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var landing = await PlanHost.PageAsync(gregor, "/external");
        landing.Body!.TextContent.ShouldContain("Improvement plan, version 1");
        using var page = await PlanHost.PageAsync(gregor, $"/cases/{id}/versions/1");
        page.Body!.TextContent.ShouldSatisfyAllConditions(t => t.ShouldContain("Fluids offered"), t => t.ShouldContain("After the meeting of 16 June"), t => t.ShouldNotContain("For us alone"));
        (await PlanHost.PostAsync(gregor, $"/cases/{id}/versions/1", $"/cases/{id}/versions/1")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var delivery = await host.InAsync((db, _) => db.Deliveries.AsNoTracking().SingleAsync(d => d.CaseId == id && d.PersonId == manager));
        (delivery.OpenedAt, delivery.ConfirmedAt).ShouldSatisfyAllConditions(d => d.OpenedAt.ShouldNotBeNull(), d => d.ConfirmedAt.ShouldNotBeNull());
        (await gregor.GetAsync(new Uri($"/cases/{id}/versions/1/distribution", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task OwnAction_UpdatedWithAPhoto_IsSavedWithItsEvidence()
    {
        var (first, _) = await host.BegunAsync(about: "larch-house");
        var manager = await host.OutsiderAsync(first);
        var id = await host.SentAsync(manager, "larch-house", manager);
        using var gregor = await host.SignedInAsync(manager);
        var action = await host.InAsync((db, _) => db.ImprovementActions.AsNoTracking().SingleAsync(a => a.CaseId == id));
        action.OwnerId.ShouldBe(manager);
        var path = $"/external/actions/{action.Id}";
        (await PlanHost.PageAsync(gregor, "/external")).Body!.TextContent.ShouldContain("1.1 Fluids offered at every visit");
        using var page = await PlanHost.PageAsync(gregor, path);
        page.QuerySelector("input[name=photo]")!.GetAttribute("accept").ShouldBe("image/*");
        page.QuerySelector("input[name=photo]")!.HasAttribute("capture").ShouldBeTrue();
        page.Body!.TextContent.ShouldNotContain("Our own doubt");

        using var sent = await UpdateAsync(gregor, page, path, "photo.jpg", s_photo);

        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());
        (await host.InAsync((db, _) => db.Documents.Where(d => d.CaseId == id && d.SectionId == "theme1").Select(d => d.Content).SingleAsync())).ShouldContain("Jugs on every table");
        var file = await host.InAsync((db, _) => db.Attachments.AsNoTracking().SingleAsync(a => a.CaseId == id));
        (file.UploadedBy, file.Category, file.ContentType).ShouldBe((manager, "Evidence for action 1.1", "image/jpeg"));
        (await gregor.GetAsync(new Uri($"/external/evidence/{file.Id}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await gregor.GetAsync(new Uri($"/attachments/{file.Id}", UriKind.Relative))).StatusCode.ShouldNotBe(HttpStatusCode.OK);
        var other = await host.OutsiderAsync(first, name: "Second Manager");
        using var second = await host.SignedInAsync(other);
        (await second.GetAsync(new Uri(path, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await second.GetAsync(new Uri($"/external/evidence/{file.Id}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task OwnAction_WithAPhotoThatIsNone_SavesTheWordsAndSaysWhatIsWrong()
    {
        var (first, _) = await host.BegunAsync(about: "larch-house");
        var manager = await host.OutsiderAsync(first);
        var id = await host.SentAsync(manager, "larch-house", manager);
        using var gregor = await host.SignedInAsync(manager);
        var action = await host.InAsync((db, _) => db.ImprovementActions.AsNoTracking().SingleAsync(a => a.CaseId == id));
        using var page = await PlanHost.PageAsync(gregor, $"/external/actions/{action.Id}");

        using var sent = await UpdateAsync(gregor, page, $"/external/actions/{action.Id}", "photo.jpg", "<script>"u8.ToArray());

        sent.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await sent.Content.ReadAsStringAsync()).ShouldContain("What you wrote is saved");
        (await host.InAsync((db, _) => db.Attachments.AnyAsync(a => a.CaseId == id))).ShouldBeFalse();
    }

    [Fact]
    public async Task WorkForTheHome_LandsWithTheAccountOfThatHome()
    {
        var (first, _) = await host.BegunAsync(about: "larch-house");
        var manager = await host.OutsiderAsync(first);
        var (id, _) = await host.BegunAsync(owner: manager, about: "larch-house");
        (await host.InAsync(async (db, services) =>
        {
            var facts = (await services.GetRequiredService<Persistence.Cases.CaseFactsReader>().ReadAsync(id, null, CancellationToken.None))!;
            var organisation = await services.GetRequiredService<Persistence.Organisations.OrganisationCache>().GetAsync();
            return Workflows.People.RoleResolver.ResolveAll("group:homeManager", new Workflows.People.CaseRoles { Subject = facts.Subject, CaseId = id }, organisation, new DateOnly(2026, 6, 16), "plans").Select(a => a.PersonId).ToList();
        })).ShouldContain(manager);
    }

    private static async Task<HttpResponseMessage> UpdateAsync(HttpClient client, AngleSharp.Dom.IDocument page, string path, string name, byte[] bytes)
    {
        using var form = new MultipartFormDataContent();
        foreach (var input in page.QuerySelectorAll("main form input[type=hidden]")) form.Add(new StringContent(input.GetAttribute("value") ?? ""), input.GetAttribute("name")!);
        var progress = page.QuerySelector("main form textarea")!.GetAttribute("name")!;
        form.Add(new StringContent("Jugs on every table"), progress);
        form.Add(new StringContent("save"), "do");
        using var photo = new ByteArrayContent(bytes);
        photo.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        form.Add(photo, "photo", name);
        return await client.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    // The host's own list of routes, filled with ids that exist.
    private IEnumerable<(string Path, HttpMethod Method)> Routes(string caseId, string instance, string task)
    {
        foreach (var endpoint in host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null))
        {
            var path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p switch
            {
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "code" } => "404",
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "number" or "other" } => "1",
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "taskId" } => task,
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "instanceId" } => instance,
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "actionId" } => $"{instance}.theme1.actions.r1",
                _ => endpoint.RoutePattern.RawText!.Contains("user-tasks", StringComparison.Ordinal) ? task : caseId,
            }))));
            var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"];
            foreach (var method in methods.Where(m => m is "GET" or "POST" or "PUT" or "PATCH" or "DELETE")) yield return (path, new HttpMethod(method));
        }
    }
}
