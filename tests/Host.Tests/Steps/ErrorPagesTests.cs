using System.Net;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Tests.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Steps;

/// <summary>Whatever is refused: the page comes back with all that was typed, and a summary whose links lead to the fields.</summary>
public sealed class ErrorPagesTests(CasePagesHost host) : IClassFixture<CasePagesHost>
{
    private const string Typed = "Typed with care: “quotes”, <b>signs</b> & a second\nline.";

    [Theory]
    [InlineData("nadia-petrov-lane", "robin", "cafcass", "how", "on")]
    [InlineData("grace-halloran", "robin", "date-of-dispute", "reason", "date")]
    [InlineData("grace-halloran", "robin", "void", "reason", "instance")]
    [InlineData("grace-halloran", "skye", "access", "reason", "until")]
    [InlineData("nadia-petrov-lane", "skye", "ask-access", "reason", "until")]
    [InlineData("nadia-petrov-lane", "robin", "copy", "reason", "sibling")]
    public async Task Post_APageOfACaseThatIsNotComplete_ComesBackWithAllThatWasTyped(string person, string child, string page, string text, string missing)
    {
        var path = $"/cases/{await CaseAsync(child)}/{page}";
        await ComesBackAsync(person, path, text, missing);
    }

    [Theory]
    [InlineData("reassign", "reason", "person")]
    [InlineData("extend", "reason", "newDueOn")]
    public async Task Post_APageOfWorkThatIsNotComplete_ComesBackWithAllThatWasTyped(string page, string text, string missing)
    {
        var task = await host.DbAsync(db => db.WorkTasks
            .Where(t => t.AssigneeId == "grace-halloran" && t.Status == WorkTaskStatus.Open && t.DueAt != null).Select(t => t.Id).FirstAsync());
        await ComesBackAsync("grace-halloran", $"/work/{task}/{page}", text, missing);
    }

    [Fact]
    public async Task Post_AnImmediateConcernWithNothingTyped_IsHeldBackByNoField()
    {
        var visitor = await host.AsAsync("nadia-petrov-lane");
        var form = StepForm.Of(await visitor.PageAsync($"/cases/{await CaseAsync("robin")}/immediate-concern"));

        (await form.With("note", Typed).With("rungWhom", "").PressAsync(visitor, "send")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Post_ARefusedRequestForAccess_SaysWhoseTurnItIsNot()
    {
        var visitor = await host.AsAsync("grace-halloran");
        var path = $"/cases/{await CaseAsync("skye")}/ask-access";

        (await visitor.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task ComesBackAsync(string person, string path, string text, string missing)
    {
        var visitor = await host.AsAsync(person);
        var form = StepForm.Of(await visitor.PageAsync(path));

        var answer = await form.With(text, Typed).With(missing, "").PressAsync(visitor, "send");

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, path);
        var page = await StepForm.ReadAsync(answer);
        page.Title.ShouldNotBeNull().ShouldStartWith("Error: ");
        StepForm.Of(page).Value(text).ReplaceLineEndings("\n").ShouldBe(Typed);
        var links = page.QuerySelectorAll(".govuk-error-summary a");
        links.ShouldNotBeEmpty();
        foreach (var link in links) page.GetElementById(link.GetAttribute("href")![1..]).ShouldNotBeNull(link.OuterHtml);
    }

    private Task<string> CaseAsync(string child) => host.DbAsync(db => db.Cases
        .Where(c => c.SubjectId == child && c.Status == CaseStatus.Open && c.DateOfDispute != null).OrderByDescending(c => c.OpenedAt).Select(c => c.Id).FirstAsync());
}
