using System.Net;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Tests.Cases;
using ReviewFlow.Host.Tests.Steps;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Pages;

/// <summary>What an administrator sets reaches the pages: whom to ring (ruling 1) and the policy behind a process (ruling 11).</summary>
public sealed class SettingsTests(CasePagesHost host) : IClassFixture<CasePagesHost>
{
    [Fact]
    public async Task Save_NumbersAndPolicy_StandOnTheCaseAndTheConcernPage()
    {
        var sam = await host.AsAsync("sam-okoro");
        var form = StepForm.Of(await sam.PageAsync("/settings"))
            .With("ring", "Police: 999\n\n Night desk: 01632 960 001 ")
            .With("policy.disputes.url", "https://fernshire.example/policies/drp");

        (await form.PressAsync(sam, "")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var id = await host.CaseAsync("robin", "drp-stage");
        var nadia = await host.AsAsync("nadia-petrov-lane");
        (await nadia.PageAsync($"/cases/{id}")).QuerySelector("a[href='https://fernshire.example/policies/drp']").ShouldNotBeNull();
        var concern = (await nadia.PageAsync($"/cases/{id}/immediate-concern")).QuerySelector("main")!.TextContent;
        concern.ShouldContain("Night desk: 01632 960 001");
        concern.ShouldNotContain("Front Door");
        (await host.DbAsync(db => db.AccessLog.AnyAsync(l => l.Action == "ChangeSettings" && l.Detail!.Contains("ring.2")))).ShouldBeTrue();
    }

    [Theory]
    [InlineData("ring", "", "at least one number")]
    [InlineData("ring", "Police", "has no number")]
    [InlineData("ring", "1\n2\n3\n4\n5\n6\n7", "at most 6")]
    [InlineData("policy.disputes.url", "javascript:alert(1)", "https://")]
    [InlineData("duty.email", "duty", "name@example.org")]
    public async Task Save_WrongValue_SaysWhatToDoAndKeepsWhatWasTyped(string field, string value, string says)
    {
        var sam = await host.AsAsync("sam-okoro");

        var answer = await StepForm.Of(await sam.PageAsync("/settings")).With(field, value).PressAsync(sam, "");

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await StepForm.ReadAsync(answer);
        page.QuerySelector(".govuk-error-summary")!.TextContent.ShouldContain(says);
        StepForm.Of(page).Value(field).ShouldBe(value);
    }

    [Fact]
    public async Task Get_ByAnybodyElse_IsNotKnown() =>
        (await (await host.AsAsync("nadia-petrov-lane")).GetAsync("/settings")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
}
