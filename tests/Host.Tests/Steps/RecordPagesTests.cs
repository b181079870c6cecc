using System.Net;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Tests.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Steps;

/// <summary>The pages that change a record after the fact: amending what was signed, closing an episode, giving work back.</summary>
public sealed class RecordPagesTests(CasePagesHost host) : IClassFixture<CasePagesHost>
{
    [Fact]
    public async Task Amend_BySigner_NeedsReasonDeclarationAndProofAndKeepsTheOldOne()
    {
        var old = await host.DbAsync(db => db.Signatures.Where(s => s.SignerId == "nadia-petrov-lane" && s.SupersededAt == null)
            .Where(s => db.DocumentVersions.Any(v => v.InstanceId == s.InstanceId && v.SectionId == "outcome")).OrderBy(s => s.SignedAt).FirstAsync());
        var nadia = await host.AsAsync("nadia-petrov-lane");
        (await nadia.PageAsync($"/signed/{old.Id}")).QuerySelector($"a[href='/signed/{old.Id}/amend']").ShouldNotBeNull();
        var form = StepForm.Of(await nadia.PageAsync($"/signed/{old.Id}/amend")).With("outcome.summary", "The aunt, not the mother, was asked.");

        var unsaid = await form.PressAsync(nadia, "sign");
        unsaid.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var again = StepForm.Of(await StepForm.ReadAsync(unsaid));
        again.Value("outcome.summary").ShouldBe("The aunt, not the mother, was asked.");
        (await again.With("reason", "The wrong person was named.").PressAsync(nadia, "sign")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var ready = again.With("reason", "The wrong person was named.").With("declared", "yes").With("proof", "Nadia Petrov-Lane");
        (await ready.With("shown", "0000").PressAsync(nadia, "sign")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await ready.PressAsync(nadia, "sign")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ready.PressAsync(nadia, "sign")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var later = await host.DbAsync(db => db.Signatures.SingleAsync(s => s.AmendsId == old.Id));
        later.Canonical.ShouldContain("The aunt, not the mother");
        var record = (await nadia.PageAsync($"/signed/{old.Id}")).Body!.TextContent;
        record.ShouldContain("The wrong person was named.");
        record.ShouldContain("it matches");
        (await (await host.AsAsync("grace-halloran")).GetAsync($"/signed/{later.Id}/amend")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await nadia.GetAsync($"/signed/{old.Id}/amend")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Close_ByTheIroManager_NamesWhatEndsAndNeedsAReason()
    {
        var id = await host.CaseAsync("skye", "drp-stage");
        var grace = await host.AsAsync("grace-halloran");
        var page = await grace.PageAsync($"/cases/{id}/close");
        page.QuerySelector("main")!.TextContent.ShouldContain("Ruth Adeyemi");

        var unsaid = await StepForm.Of(page).PressAsync(grace, "");
        unsaid.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await StepForm.Of(await StepForm.ReadAsync(unsaid)).With("reason", "Moved to another authority.").PressAsync(grace, "")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await host.DbAsync(db => db.WorkTasks.CountAsync(t => t.CaseId == id && t.Status == WorkTaskStatus.Open))).ShouldBe(0);
        (await grace.PageAsync($"/cases/{id}")).QuerySelector("main")!.TextContent.ShouldContain("Moved to another authority.");
    }

    [Fact]
    public async Task Close_ByTheIro_IsRefusedInWords()
    {
        var id = await host.CaseAsync("robin", "drp-stage");
        var nadia = await host.AsAsync("nadia-petrov-lane");

        (await nadia.PageAsync($"/cases/{id}")).QuerySelector($"a[href='/cases/{id}/close']").ShouldBeNull();
        (await nadia.GetAsync($"/cases/{id}/close")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Release_WorkTakenFromAQueue_PutsItBack()
    {
        var task = await host.DbAsync(db => db.WorkTasks.FirstAsync(t => t.SubjectId == "corey" && t.AssigneeId == "nadia-petrov-lane" && t.Status == WorkTaskStatus.Open));
        var nadia = await host.AsAsync("nadia-petrov-lane");
        (await nadia.PageAsync($"/work/{task.Id}")).QuerySelector("button[value=release]").ShouldBeNull("it never was in a queue");
        await host.DbAsync(db => db.WorkTasks.Where(t => t.Id == task.Id).ExecuteUpdateAsync(s => s.SetProperty(t => t.CandidateIds, new[] { "nadia-petrov-lane", "dev-chandra" })));

        (await nadia.PageAsync($"/work/{task.Id}")).QuerySelector("button[value=release]").ShouldNotBeNull();
        var answer = await nadia.PostAsync("/notices", $"/work/{task.Id}", ("operation", "give-back"), ("revision", task.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("do", "release"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await host.DbAsync(db => db.WorkTasks.Where(t => t.Id == task.Id).Select(t => t.AssigneeId).SingleAsync())).ShouldBeNull();
    }
}
