using System.Net;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Host.Tests.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Steps;

/// <summary>The pages on which people work, on the demo's cases, without JavaScript.</summary>
public sealed class StepPagesTests(CasePagesHost host) : IClassFixture<CasePagesHost>
{
    private const string Nadia = "nadia-petrov-lane";
    private const string Sian = "sian-corley";

    [Fact]
    public async Task Post_SameAnswerChangedTwice_ShowsBothAndSavesTheChoice()
    {
        var (nadia, path) = await OpenAsync(Nadia, "wren", TaskKind.SignOff);
        var first = StepForm.Of(await nadia.PageAsync(path));
        var second = first;
        (await first.With("outcome.summary", "First.").PressAsync(nadia, "save")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var clash = await second.With("outcome.summary", "Second.").PressAsync(nadia, "save");
        clash.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var choice = StepForm.Of(await StepForm.ReadAsync(clash));
        choice.Value("keep.0").ShouldBe("both");
        (await choice.PressAsync(nadia, "resolve")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        StepForm.Of(await nadia.PageAsync(path)).Value("outcome.summary").ShouldBe("Second.\n\nFirst.");
    }

    [Fact]
    public async Task Post_ReturnedRequest_IsMendedAndAnsweredOnce()
    {
        var (nadia, path) = await OpenAsync(Nadia, "corey", TaskKind.Step);
        var form = StepForm.Of(await nadia.PageAsync(path));

        var wrong = await form.With("issues.reviewDate", "99 x").PressAsync(nadia, "save");
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var again = await StepForm.ReadAsync(wrong);
        again.QuerySelector(".govuk-error-summary a")!.GetAttribute("href").ShouldBe("#issues.reviewDate");
        StepForm.Of(again).Value("issues.reviewDate").ShouldBe("99 x");

        var mended = StepForm.Of(again).With("issues.reviewDate", "26 6 2026");
        (await mended.PressAsync(nadia, "act:resend")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await mended.PressAsync(nadia, "act:resend")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var (sian, answer) = await OpenAsync(Sian, "corey", TaskKind.Request);
        var page = StepForm.Of(await sian.PageAsync($"{answer}/answer"));
        var empty = await page.PressAsync(sian, "act:complete");
        empty.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await StepForm.Of(await StepForm.ReadAsync(empty)).PressAsync(sian, "act:return")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var filled = page.With("issues.actions.r1.swUpdate", "The account is open.");
        (await filled.PressAsync(sian, "act:complete")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await filled.PressAsync(sian, "act:complete")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await sian.PageAsync($"{answer}/answer")).QuerySelector("h1")!.TextContent.ShouldBe("Answered");
    }

    [Fact]
    public async Task Post_StageManagersResponse_IsSignedOverWhatWasTyped()
    {
        var (ruth, path) = await OpenAsync("ruth-adeyemi", "skye", TaskKind.Request);
        var form = StepForm.Of(await ruth.PageAsync($"{path}/answer")).With("actions.actions.r1.managerUpdate", "Done.").With("actions.managerResponse", "Agreed.");

        (await form.PressAsync(ruth, "act:complete")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await form.With("declared", "yes").With("proof", "Somebody Else").PressAsync(ruth, "act:complete")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await form.With("declared", "yes").With("proof", "Ruth Adeyemi").PressAsync(ruth, "act:complete")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var signature = await host.DbAsync(db => db.Signatures.SingleAsync(s => s.SignerId == "ruth-adeyemi"));
        signature.Method.ShouldBe("demo");
        signature.Canonical.ShouldContain("Agreed.");
        (await ruth.PageAsync($"/signed/{signature.Id}")).Body!.TextContent.ShouldContain("it matches");
    }

    [Fact]
    public async Task Get_StepOfOthers_IsNotKnownAndLogged()
    {
        var (_, path) = await OpenAsync(Nadia, "wren", TaskKind.SignOff);
        var sam = await host.AsAsync("sam-okoro");

        (await sam.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await host.DbAsync(db => db.AccessLog.AnyAsync(l => l.PersonId == "sam-okoro" && l.Verdict == "Hidden"))).ShouldBeTrue();
    }

    [Fact]
    public async Task Get_ScheduledWorkWithoutAForm_SaysWhenItBeginsAndCanBeOpenedNow()
    {
        var task = await host.DbAsync(db => db.WorkTasks.SingleAsync(t => t.SubjectId == "linnet" && t.Phase == "scheduled" && t.Status == WorkTaskStatus.Open));
        var dev = await host.AsAsync("dev-chandra");
        var page = await dev.PageAsync($"/work/{task.Id}");
        page.Body!.TextContent.ShouldContain("Scheduled: begins Mon 20 Jul 2026");
        page.Body.TextContent.ShouldContain("Whole dispute");
        (await StepForm.Of(page).PressAsync(dev, "act:openNow")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await host.DbAsync(db => db.Instances.CountAsync(i => i.CaseId == task.CaseId && i.DefinitionId == "qap"))).ShouldBe(2);
    }

    private async Task<(Visitor Visitor, string Path)> OpenAsync(string person, string subject, TaskKind kind)
    {
        var task = await host.DbAsync(db => db.WorkTasks
            .Where(t => t.AssigneeId == person && t.SubjectId == subject && t.Kind == kind && t.Status == WorkTaskStatus.Open)
            .OrderByDescending(t => t.OpenedAt).Select(t => t.Id).FirstAsync());
        return (await host.AsAsync(person), $"/work/{task}");
    }
}
