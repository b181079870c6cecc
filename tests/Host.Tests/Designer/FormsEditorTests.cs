using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Time;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Designer;

/// <summary>Forms changed by administrators, without scripts: draft, preview, the second person, versions.</summary>
public sealed class FormsEditorTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Sam = "sam-okoro";

    private DefinitionStore Store => host.Host.Services.GetRequiredService<DefinitionStore>();

    [Theory]
    [InlineData("/designer/forms")]
    [InlineData("/designer/forms/qap")]
    [InlineData("/designer/forms/qap/part?section=issues&field=reviewDate")]
    [InlineData("/designer/forms/qap/preview")]
    public async Task Page_OfForms_ExistsForDesignersOnly(string path)
    {
        using var nadia = await host.SignedInAsync("nadia-petrov-lane");
        using var kit = await host.SignedInAsync("kit-mercer");

        (await nadia.PageAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await kit.PageAsync(path)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task NewForm_BuiltFromNothing_IsPublishedByItsAuthor()
    {
        using var sam = await host.SignedInAsync(Sam);
        (await sam.PressAsync("/designer/forms", "Begin", ("NewTitle", "Visit review"), ("NewId", "visit-review"))).Location.ShouldBe("/designer/forms/visit-review");
        await AddAsync(sam, "visit-review", "New field of First section", "Date of the visit");
        await AddAsync(sam, "visit-review", "New field of First section", "What was agreed");
        await PartAsync(sam, "visit-review", "section=first&field=dateOfTheVisit", ("Words.Type", "date"), ("Words.Required", "true"), ("Words.Valid", "value <= today"), ("Words.ValidMessage", "The visit cannot be in the future"), ("Words.OpenAt", "look.open"));
        await PartAsync(sam, "visit-review", "section=first&field=whatWasAgreed", ("Words.Type", "table"), ("Words.RowName", "agreement"));
        await AddAsync(sam, "visit-review", "New column of What was agreed", "Who does it");

        (await sam.PressAsync("/designer/forms/visit-review/publish", "Publish")).Location!.ShouldContain("done=published");

        var form = await Store.FormAsync("visit-review", 1);
        form.Sections[0].Fields[0].ShouldSatisfyAllConditions(f => f.Required.ShouldBeTrue(), f => f.Type.ShouldBe(ReviewFlow.Workflows.Forms.FormFieldType.Date), f => f.OpenAt.ShouldBe(["look.open"]));
        form.Sections[0].Fields[1].Columns[0].Label.ShouldBe("Who does it");
        (await sam.PageAsync("/designer/forms/visit-review/preview?turn=look.open")).Page.QuerySelectorAll("main section input, main section textarea").Length.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task ChangeOfWhoMayFillIn_NeedsASecondPerson_AndRunningCasesStayOnTheirVersion()
    {
        using var sam = await host.SignedInAsync(Sam);
        using var kit = await host.SignedInAsync("kit-mercer");
        var before = await Store.LatestFormAsync("sioc");
        var field = (await Store.FormAsync("sioc", before!.Value)).Sections.SelectMany(s => s.Fields.Select(f => (Section: s.Id, Field: f))).First(f => f.Field.OpenAt.Count > 0);
        await PartAsync(sam, "sioc", $"section={field.Section}&field={field.Field.Id}", ("Words.OpenAt", "close.open"));

        (await sam.PressAsync("/designer/forms/sioc/publish", "Ask for a second person")).Location!.ShouldContain("done=asked");
        var (_, shown) = await kit.PageAsync("/designer/forms/sioc/publish");
        shown.Words().ShouldContain("filled in at");
        (await kit.PageAsync("/designer/forms")).Page.Words().ShouldContain("Waits for a second person");
        var forged = (await sam.PageAsync("/designer/forms/sioc/publish")).Page.QuerySelectorAll("main button").OfType<IHtmlButtonElement>().Single();
        forged.SetAttribute("formaction", "/designer/forms/sioc/publish?handler=Approve");
        (await sam.SendAsync("/designer/forms/sioc/publish", forged)).Page.Words().ShouldContain("Somebody who changed nothing in it has to approve it");

        (await kit.PressAsync("/designer/forms/sioc/publish", "Approve and publish")).Location!.ShouldContain("done=published");

        (await Store.FormAsync("sioc", before.Value + 1)).Sections.Single(s => s.Id == field.Section).Fields.Single(f => f.Id == field.Field.Id).OpenAt.ShouldBe(["close.open"]);
        (await Store.FormAsync("sioc", before.Value)).Sections.Single(s => s.Id == field.Section).Fields.Single(f => f.Id == field.Field.Id).OpenAt.ShouldBe(field.Field.OpenAt);
        await Store.PublishFolderAsync(Path.Combine(RunningHost.Repository, "workflows-json"), new DateTimeOffset(2026, 6, 16, 9, 0, 0, TimeSpan.Zero),
            PersistenceRegistration.Catalog(), await host.Host.Services.GetRequiredService<FactsCache>().GetAsync());
        Store.Forget();
        (await Store.LatestFormAsync("sioc")).ShouldBe(before.Value + 1, "the shipped file did not change, so what people made of it stays");
    }

    [Fact]
    public async Task OpenAt_AWaitThatNoProcessHas_IsShownBeforeItIsPublishedAndDoesNotStopIt()
    {
        using var sam = await host.SignedInAsync(Sam);
        var field = (await Store.FormAsync("qap", (await Store.LatestFormAsync("qap"))!.Value)).Sections.SelectMany(s => s.Fields.Select(f => (Section: s.Id, Field: f))).First(f => f.Field.OpenAt.Count > 0);

        await PartAsync(sam, "qap", $"section={field.Section}&field={field.Field.Id}", ("Words.OpenAt", "ask.askd"));

        var (_, shown) = await sam.PageAsync("/designer/forms/qap/publish");
        shown.Words().ShouldContain("Look at this: No process with this form waits at ask.askd");
        shown.Words().ShouldContain("Ask for a second person", Case.Sensitive, "a step may be about to be added");
    }

    [Fact]
    public async Task WrongCondition_IsRefusedWithWhatWasTyped()
    {
        using var sam = await host.SignedInAsync(Sam);

        var (status, page, _) = await sam.PressAsync("/designer/forms/qap/part?section=issues&field=reviewDate", "Save", ("Words.ShowIf", "1 +"), ("Words.Hint", "Kept <b>as typed</b>"));

        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        ((IHtmlInputElement)page.QuerySelector("#show-if")!).Value.ShouldBe("1 +");
        ((IHtmlInputElement)page.QuerySelector("#hint")!).Value.ShouldBe("Kept <b>as typed</b>");
    }

    [Fact]
    public async Task Save_AfterSomebodyElseSaved_IsRefusedAndNothingOfTheirsIsLost()
    {
        using var sam = await host.SignedInAsync(Sam);
        using var kit = await host.SignedInAsync("kit-mercer");
        const string Part = "/designer/forms/lac-review/part?section=";
        var section = (await Store.FormAsync("lac-review", 1)).Sections[0].Id;
        var (_, page) = await sam.PageAsync(Part + section);
        await PartAsync(kit, "lac-review", $"section={section}", ("Of.Help", "Kit was here"));

        var late = await sam.SendAsync(Part + section, page.QuerySelectorAll("main button").OfType<IHtmlButtonElement>().Single(b => b.TextContent.StartsWith("Save", StringComparison.Ordinal)), ("Of.Help", "Sam came later"));

        late.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        late.Page.Words().ShouldContain("Somebody changed this form");
        (await sam.PageAsync(Part + section)).Page.QuerySelector("#help")!.GetAttribute("value").ShouldBe("Kit was here");
    }

    [Fact]
    public async Task TakenAwayAndRestored_IsThereAgain()
    {
        using var sam = await host.SignedInAsync(Sam);
        await PartAsync(sam, "drp-stage", $"section={(await Store.FormAsync("drp-stage", 1)).Sections[0].Id}", ("Of.Help", "First words"));
        await PartAsync(sam, "drp-stage", $"section={(await Store.FormAsync("drp-stage", 1)).Sections[0].Id}", ("Of.Help", "Later words"));

        (await sam.PressAsync("/designer/forms/drp-stage", "Restore")).Location!.ShouldContain("done=saved");

        (await sam.PageAsync($"/designer/forms/drp-stage/part?section={(await Store.FormAsync("drp-stage", 1)).Sections[0].Id}")).Page.QuerySelector("#help")!.GetAttribute("value").ShouldBe("First words");
    }

    private static async Task AddAsync(HttpClient client, string form, string button, string label)
    {
        var pressed = await client.PressAsync($"/designer/forms/{form}", $"Add: {button}", ("Label", label));
        pressed.Location!.ShouldContain("done=saved");
    }

    private static async Task PartAsync(HttpClient client, string form, string query, params (string, string)[] typed)
    {
        var pressed = await client.PressAsync($"/designer/forms/{form}/part?{query}", "Save in the draft", typed);
        pressed.Location.ShouldNotBeNull(pressed.Page.Words());
    }
}
