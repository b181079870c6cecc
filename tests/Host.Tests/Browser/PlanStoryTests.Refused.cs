using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ReviewFlow.Host.Tests.External;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Access;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Browser;

public sealed partial class PlanStoryTests
{
    private static readonly byte[] s_photo = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1];

    [Fact]
    public async Task ADifferenceOfOpinion_IsTalkedThroughBeforeItIsEscalated()
    {
        await using var alba = await Visit.AsAsync(host, "Alba Strachan", script: false);
        await using var isla = await Visit.AsAsync(host, "Isla Main");
        var plan = await PlanOfAsync("thistlebank-house");
        await alba.GoAsync($"/plans/{plan}/difference");
        await alba.SeesAsync("Care Inspectorate, notifications: 01632 960 181");
        await alba.LooksRightAsync("pip-difference");
        await alba.PressAsync("Go on");
        await alba.IsRefusedAsync(() => alba.DoAsync("act:raise"), "Write what you do not agree with");
        await alba.ChooseAllAsync("difference.about", "The outcomes");
        await alba.FillAllAsync("difference.what", "A meeting for families each quarter is more than other homes are asked for.");
        await alba.DoAsync("act:raise");
        await OpensAsync(alba, plan, "talkRaiser");
        await alba.IsRefusedAsync(() => alba.DoAsync("act:chog"), "Record the conversation first");
        await alba.LooksRightAsync("pip-talk-refused");
        await alba.FillAllAsync("discussion.heldOn", Typed(Today));
        foreach (var field in new[] { "who", "said", "outcome" }) await alba.FillAllAsync($"discussion.{field}", "Alba Strachan and Moira Sandilands; no agreement.");
        await alba.DoAsync("act:chog");
        await isla.GoAsync("/plans");
        await isla.SeesAsync("Escalated to CHOG");
        await OpensAsync(isla, plan, "chog");
        await isla.SeesAsync("more than other homes are asked for");
        await isla.LooksRightAsync("pip-chog-difference");
        await isla.FillAllAsync("decision.decision", "Twice a year is enough.");
        await isla.DoAsync("act:resolved");
        await isla.GoAsync("/plans");
        foreach (var visit in new[] { alba, isla }) visit.IsClean();
    }

    [Fact]
    public async Task APlanWithRedActions_IsNotConcludedWithoutAWord_AndNotByTheHome()
    {
        await using var moira = await Visit.AsAsync(host, "Moira Sandilands");
        await using var morven = await Visit.AsAsync(host, "Morven Duff");
        var plan = await PlanOfAsync("birchgrove-house");
        await OpensAsync(moira, plan, "monitor");
        await moira.DoAsync("act:conclude");
        await OpensAsync(moira, plan, "propose");
        await moira.FillAllAsync("proposal.reasons", "Most is done.");
        await SigningIsRefusedAsync(moira, "Moira Sandilands", "Some actions are Red");
        (await moira.Page.Locator("[name='proposal.reasons']").InputValueAsync()).ShouldBe("Most is done.", "nothing that was typed is lost");
        await moira.LooksRightAsync("pip-conclude-refused");

        await OpensAsync(morven, plan, "propose");
        await morven.SeesAsync("This is with Moira Sandilands");
        (await morven.Page.Locator("button[name=do][value='act:sign']").CountAsync()).ShouldBe(0);
        await moira.DoAsync("act:withdraw");
        (await AskAsync(db => db.Cases.Where(c => c.Id == plan).Select(c => c.Status).SingleAsync())).ShouldBe(CaseStatus.Open);
        foreach (var visit in new[] { moira, morven }) visit.IsClean();
    }

    /// <summary>On a phone without JavaScript: from the link in the mail to an update with a photo.</summary>
    [Fact]
    public async Task SomebodyFromOutside_OpensTheAccountWithTheLink_AndUpdatesAnActionWithAPhoto_OnAPhone()
    {
        await using var moira = await Visit.AsAsync(host, "Moira Sandilands");
        var plan = await PlanOfAsync("thistlebank-house");
        var token = await InviteAsync(moira, plan, "ailsa@thistlebank.example");
        await using var ailsa = await Visit.AsAsync(host, null, script: false, width: 375, height: 667);
        await ailsa.GoAsync($"/invitation?token={token}");
        await ailsa.LooksRightAsync("outside-invitation-phone");
        await ailsa.Page.Locator("#Password").FillAsync(PlanHost.Password);
        await ailsa.Page.Locator("#Again").FillAsync(PlanHost.Password);
        await ailsa.PressAsync("Open the account");
        var action = await IsGivenAsync(plan, "ailsa@thistlebank.example");

        await ailsa.GoAsync("/external");
        await ailsa.LooksRightAsync("outside-landing-phone");
        await NothingIsCutOffAsync(ailsa);
        await ailsa.GoAsync($"/external/actions/{Uri.EscapeDataString(action)}");
        await ailsa.LooksRightAsync("outside-action-phone");
        await NothingIsCutOffAsync(ailsa);
        await ailsa.FillAllAsync(".progress", "The champion of the night shift is trained.");
        await ailsa.Page.Locator("#photo").SetInputFilesAsync(new FilePayload { Name = "certificate.jpg", MimeType = "image/jpeg", Buffer = s_photo });
        await ailsa.DoAsync("save");
        await ailsa.SeesAsync("My evidence (1)");
        await ailsa.LooksRightAsync("outside-updated-phone");
        await moira.GoAsync($"/plans/{plan}");
        await moira.SeesAsync("The champion of the night shift is trained.");
        foreach (var visit in new[] { moira, ailsa }) visit.IsClean();
    }

    [Theory]
    [InlineData("Ishbel Tervit", "Change the seating at meals")]
    [InlineData("Struan Petrie", "Hold a meeting for families")]
    [InlineData("Hamish Orr", "version 3")]
    public async Task ThePeopleFromOutside_OfTheDemo_HaveTheirOwnPage(string name, string sees)
    {
        await using var outsider = await Visit.AsAsync(host, name, width: 375);
        var plan = await PlanOfAsync("thistlebank-house");
        await outsider.GoAsync("/external");
        await outsider.SeesAsync(sees);
        await outsider.LooksRightAsync($"outside-{name.Split(' ')[0].ToLowerInvariant()}-phone");
        await NothingIsCutOffAsync(outsider);
        await outsider.GoAsync($"/cases/{plan}/versions/3");
        await outsider.SeesAsync("Review all 32 care plans");
        await outsider.Page.SetViewportSizeAsync(1040, 720); // a sheet of A4, lying
        await outsider.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await outsider.PictureAsync($"outside-{name.Split(' ')[0].ToLowerInvariant()}-print", whole: true);
        outsider.IsClean();
    }

    private async Task<string> InviteAsync(Visit moira, string plan, string email)
    {
        await moira.GoAsync($"/cases/{plan}/external");
        await moira.IsRefusedAsync(() => moira.DoAsync("invite"), "Enter the name of the person");
        await moira.Page.Locator("#name").FillAsync("Ailsa Reid");
        await moira.Page.Locator("#email").FillAsync(email);
        await moira.Page.Locator("#role").SelectOptionAsync("homeManager");
        await moira.LooksRightAsync("outside-invite");
        await moira.DoAsync("invite");
        await using var scope = host.Services.CreateAsyncScope();
        return await PlanHost.TokenAsync(scope.ServiceProvider.GetRequiredService<Persistence.ReviewFlowDbContext>(), scope.ServiceProvider, email);
    }

    /// <summary>Moira gives action 3.2 to somebody.</summary>
    private async Task<string> IsGivenAsync(string plan, string email)
    {
        var person = await AskAsync(db => db.Users.Where(u => u.UserName == email).Select(u => u.PersonId).SingleAsync());
        var action = await AskAsync(db => db.ImprovementActions.SingleAsync(a => a.CaseId == plan && a.SectionId == "theme3" && a.Number == 2));
        var task = await AskAsync(db => db.WorkTasks.SingleAsync(t => t.Id == action.TaskId));
        var given = await host.Services.GetRequiredService<CaseTransaction>()
            .ApplyAsync(new ReassignTask(Guid.NewGuid().ToString("N"), new Actor("moira-sandilands"), task.Id, task.Revision, person, "She leads the training."));
        given.ShouldBeOfType<CaseOutcome.Done>();
        return action.Id;
    }

    private static async Task NothingIsCutOffAsync(Visit visit) =>
        (await visit.TooWideAsync()).ShouldBe(0);
}
