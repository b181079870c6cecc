using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Externals;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows.Access;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.External;

/// <summary>The whole host with a small plan about a service: written, frozen, to be distributed, its actions followed up.</summary>
public sealed class PlanHost : IAsyncLifetime
{
    public const string Lead = "harriet-boyle";
    public const string Writer = "priya-raman";

    private const string Form = """
        { "id": "small-plan", "version": 1, "title": "Plan", "sections": [
          { "id": "header", "title": "Header", "openAt": ["draft.open"], "fields": [ { "id": "dateOfPlan", "label": "Date of plan", "type": "date" }, { "id": "completedBy", "label": "Completed by", "type": "text" } ] },
          { "id": "theme1", "title": "Theme 1: Supporting People's Well-being", "openAt": ["draft.open"], "fields": [
            { "id": "context", "label": "Context", "type": "longText" },
            { "id": "actions", "label": "Actions", "type": "table", "rowName": "action",
              "register": { "text": "action", "owner": "responsible", "due": "timescale", "standing": "status", "followed": true },
              "columns": [
                { "id": "action", "label": "Actions (including detail of the desired outcome/s)", "type": "longText" },
                { "id": "responsible", "label": "Responsible Person/s", "type": "person" },
                { "id": "timescale", "label": "Timescale for Completion", "type": "date" },
                { "id": "progress", "label": "Progress Comments", "type": "longText", "afterSigning": true, "openAt": ["follow.doing"] },
                { "id": "rag", "label": "RAG Status", "type": "radio", "afterSigning": true, "openAt": ["follow.doing"], "choices": [ { "value": "red", "label": "Red" }, { "value": "amber", "label": "Amber" }, { "value": "green", "label": "Green" } ] },
                { "id": "status", "label": "Status", "type": "radio", "afterSigning": true, "openAt": ["follow.doing"], "choices": [ { "value": "Complete", "label": "Complete" }, { "value": "Not achievable", "label": "Not achievable" } ] },
                { "id": "doubt", "label": "Our own doubt", "type": "text", "internal": true, "afterSigning": true, "openAt": ["follow.doing"] } ] } ] },
          { "id": "notes", "title": "Notes among ourselves", "internal": true, "openAt": ["draft.open"], "fields": [ { "id": "note", "label": "Note", "type": "longText" } ] } ] }
        """;

    private const string Definition = """
        { "definitionId": "small-plan", "name": "Small plan", "root": { "id": "root", "type": "Elsa.Sequence", "activities": [
            { "id": "draft", "type": "ReviewFlow.HumanTask", "title": "Write the plan", "role": "reviewer", "form": "small-plan" },
            { "id": "check", "type": "ReviewFlow.HumanTask", "title": "Check the plan", "role": "user:harriet-boyle", "form": "small-plan", "actions": [ { "key": "pass", "label": "Pass", "outcome": "Passed", "validates": false } ], "outcomes": ["Passed"] },
            { "id": "freeze", "type": "ReviewFlow.FreezeVersion", "sections": ["header", "theme1", "notes"], "title": "Improvement plan" },
            { "id": "send", "type": "ReviewFlow.Distribute", "title": "Distribute the plan", "role": "user:harriet-boyle", "purpose": "After the meeting of 16 June", "groups": [
                { "key": "planningGroup", "label": "Improvement Planning Group", "purpose": "Works to this plan", "roles": ["group:homeManager", "group:homeOwner", "user:priya-raman"] },
                { "key": "chog", "label": "Care Home Oversight Group", "purpose": "Oversees care homes", "roles": ["group:groupManagerQuality", "group:groupManagerSafeguarding"] },
                { "key": "commissioning", "label": "Commissioning", "purpose": "Monitors the contract", "roles": ["group:leadGroupManager"] },
                { "key": "careInspectorate", "label": "Care Inspectorate", "purpose": "Regulates the service", "roles": ["group:careInspectorate"] },
                { "key": "police", "label": "Police", "purpose": "Investigates", "roles": ["group:police"], "onlyForLsi": true } ] },
            { "id": "follow", "type": "ReviewFlow.ActionFollowUp", "title": "Plan", "table": "theme1.actions", "role": "reviewer", "form": "small-plan" } ] },
          "customProperties": { "reviewflow": { "area": "plans", "startBy": "area", "referencePattern": "TRY-{year}-{n:4}", "stepTitle": "Plan", "form": "small-plan" } } }
        """;

    private readonly RunningHost _host = new();

    public RunningHost Running => _host;

    public IServiceProvider Services => _host.Host.Services;

    public async Task InitializeAsync()
    {
        await _host.InitializeAsync();
        await InAsync(async (db, _) =>
        {
            var home = await db.Subjects.FirstAsync(s => s.Id == "larch-house");
            db.Add(new RoleGrantRow { PersonId = Lead, Role = "tacticalLead", UnitId = home.TeamId, FromDay = new DateOnly(2020, 1, 1) });
            db.Add(new RoleGrantRow { PersonId = Writer, Role = "partnershipLead", UnitId = home.TeamId, FromDay = new DateOnly(2020, 1, 1) });
            db.Add(new SubjectRow { Id = "other-home", Kind = Workflows.People.SubjectKind.Service, ExternalId = "99117", Name = "Another Home", TeamId = home.TeamId });
            await db.SaveChangesAsync();
            return 0;
        });
        Services.GetRequiredService<OrganisationCache>().Forget();
        var store = Services.GetRequiredService<DefinitionStore>();
        var now = Services.GetRequiredService<BusinessClock>().Now();
        (await store.PublishFormAsync(Form, now)).Problems.ShouldBeEmpty();
        (await store.PublishAsync(Definition, "system", now)).Problems.ShouldBeEmpty();
    }

    public Task DisposeAsync() => _host.DisposeAsync();

    /// <summary>Asks the database.</summary>
    public async Task<T> InAsync<T>(Func<ReviewFlowDbContext, IServiceProvider, Task<T>> ask)
    {
        await using var scope = Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<ReviewFlowDbContext>(), scope.ServiceProvider);
    }

    public static string Key() => Guid.NewGuid().ToString("N");

    public async Task<CaseOutcome> ApplyAsync(CaseCommand command) => await Services.GetRequiredService<CaseTransaction>().ApplyAsync(command);

    /// <summary>A plan with one action for somebody, not written to its end.</summary>
    public async Task<(string Case, string Instance)> BegunAsync(string owner = Writer, string about = "larch-house", string progress = "")
    {
        var opened = (await ApplyAsync(new OpenCase(Key(), new Actor(Writer), "small-plan", about))).ShouldBeOfType<CaseOutcome.Done>();
        (await ApplyAsync(new SaveSections(Key(), new Actor(Writer), opened.InstanceId!,
        [
            new SectionSave("header", 0, new JsonObject { ["dateOfPlan"] = "2026-06-08", ["completedBy"] = "Gregor Hume, home manager" }),
            new SectionSave("theme1", 0, new JsonObject { ["context"] = $"Inspection of 29 January. {progress}".Trim(), ["actions"] = new JsonArray(new JsonObject { ["id"] = "r1", ["action"] = "Fluids offered at every visit", ["responsible"] = owner, ["timescale"] = "2026-07-31" }) }),
            new SectionSave("notes", 0, new JsonObject { ["note"] = "For us alone: doubts about the owner" }),
        ]))).ShouldBeOfType<CaseOutcome.Done>();
        return (opened.CaseId, opened.InstanceId!);
    }

    /// <summary>Does the open task of a step.</summary>
    public async Task DoAsync(string caseId, string activity, string person, string action, JsonObject? values = null)
    {
        var task = await TaskAsync(caseId, activity);
        (await ApplyAsync(new ActOnTask(Key(), new Actor(person), task.Id, task.Revision, action, values))).ShouldBeOfType<CaseOutcome.Done>();
    }

    public Task<WorkTaskRow> TaskAsync(string caseId, string activity) =>
        InAsync((db, _) => db.WorkTasks.AsNoTracking().SingleAsync(t => t.CaseId == caseId && t.ActivityId == activity && t.Status == WorkTaskStatus.Open));

    /// <summary>A plan whose version 1 is final.</summary>
    public async Task<string> FinalAsync(string owner = Writer, string about = "larch-house", string progress = "")
    {
        var (id, _) = await BegunAsync(owner, about, progress);
        await DoAsync(id, "draft", Writer, "complete");
        await DoAsync(id, "check", Lead, "pass");
        return id;
    }

    /// <summary>A plan whose version 1 was sent to these people of the planning group; its actions are followed up.</summary>
    public async Task<string> SentAsync(string owner, string about, params string[] to)
    {
        var id = await FinalAsync(owner, about);
        await DoAsync(id, "send", Lead, "distribute", new JsonObject
        {
            ["recipients"] = new JsonArray([.. to.Append(Writer).Select(p => (JsonNode)new JsonObject { ["person"] = p, ["group"] = "planningGroup" })]),
            ["checked"] = true,
            ["version"] = 1,
        });
        return id;
    }

    /// <summary>An account from outside, opened with a link as people open it.</summary>
    public async Task<string> OutsiderAsync(string caseId, string role = "homeManager", string name = "Gregor Hume", bool wholeService = true, DateOnly? until = null)
    {
        var email = $"{Key()}@home.example";
        var token = await InvitedAsync(caseId, new Invite(name, email, role, wholeService, until));
        using var client = _host.Client();
        using var answer = await OpenAccountAsync(client, token);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        return await InAsync((db, _) => db.Users.Where(u => u.Email == email).Select(u => u.PersonId).SingleAsync());
    }

    public const string Password = "four brown horses run";

    /// <summary>Invites somebody; gives the word of the link, as the mail would have it.</summary>
    public Task<string> InvitedAsync(string caseId, Invite invite) => InAsync(async (db, services) =>
    {
        var facts = (await services.GetRequiredService<CaseFactsReader>().ReadAsync(caseId, null, CancellationToken.None))!;
        (await services.GetRequiredService<InvitationDesk>().InviteAsync(facts, new Actor(Lead), invite)).Message.ShouldBeEmpty();
        return await TokenAsync(db, services, invite.Email!);
    });

    public static async Task<string> TokenAsync(ReviewFlowDbContext db, IServiceProvider services, string email)
    {
        var mail = await db.Mails.AsNoTracking().Where(m => m.Address == email).OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id).FirstAsync();
        return services.GetRequiredService<Seal>().Open(JsonNode.Parse(mail.Data!)!["sealed"]!.ToString());
    }

    public static async Task<HttpResponseMessage> OpenAccountAsync(HttpClient client, string token, string password = Password)
    {
        using var page = await PageAsync(client, $"/invitation?token={token}", null);
        // Somebody who has the page open since before the link was used.
        using var other = page.QuerySelector("input[name=__RequestVerificationToken]") is null ? await PageAsync(client, "/sign-in") : null;
        var proof = (other ?? page).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var typed = new FormUrlEncodedContent([new("Token", token), new("Password", password), new("Again", password), new("__RequestVerificationToken", proof)]);
        return await client.PostAsync(new Uri("/invitation", UriKind.Relative), typed);
    }

    /// <summary>Somebody from outside, signed in with their password.</summary>
    public async Task<HttpClient> SignedInAsync(string personId)
    {
        var name = await InAsync((db, _) => db.Users.Where(u => u.PersonId == personId).Select(u => u.UserName).SingleAsync());
        var client = _host.Client();
        (await PostAsync(client, "/sign-in", "/sign-in", ("UserName", name!), ("Password", Password))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return client;
    }

    public static async Task<IDocument> PageAsync(HttpClient client, string path, HttpStatusCode? status = HttpStatusCode.OK)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        if (status is { } wanted) answer.StatusCode.ShouldBe(wanted, $"{path}: {text}");
        return new HtmlParser().ParseDocument(text);
    }

    /// <summary>Posts a form with the token of a page.</summary>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient client, string page, string path, params (string Name, string Value)[] fields)
    {
        using var document = await PageAsync(client, page, null);
        var token = document.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "";
        using var content = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token)).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        return await client.PostAsync(new Uri(path, UriKind.Relative), content);
    }
}
