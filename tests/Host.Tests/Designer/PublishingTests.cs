using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using ReviewFlow.Host.Tests.Studio;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Designer;

/// <summary>Two designers and what one of them changed: compared in words, approved by the other, never by the author.</summary>
public sealed class PublishingTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Sam = "sam-okoro";
    private const string Kit = "kit-mercer";

    [Theory]
    [InlineData("/designer")]
    [InlineData("/designer/processes/qap")]
    [InlineData("/designer/processes/qap?from=1&to=1")]
    [InlineData("/designer/rehearse")]
    public async Task Page_OfTheDesigner_ExistsForDesignersOnly(string path)
    {
        using var nadia = await host.SignedInAsync("nadia-petrov-lane");
        using var kit = await host.SignedInAsync(Kit);

        (await nadia.PageAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await kit.PageAsync(path)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task List_SaysWhatIsInForceAndHowManyCasesRunOnIt()
    {
        using var sam = await host.SignedInAsync(Sam);

        var (_, page) = await sam.PageAsync("/designer");

        var row = page.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains("Quality assurance process", StringComparison.Ordinal));
        row.TextContent.ShouldContain("Version 1");
        row.TextContent.ShouldContain("running on version 1");
        row.QuerySelectorAll("a").Select(a => a.GetAttribute("href")).ShouldBe(["/designer/processes/qap", "/studio/workflows/definitions/qap/edit", "/designer/processes/qap", "/designer/rehearse?process=qap"]);
        page.QuerySelector("nav a[href='/designer']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Publish_OfAnotherRecipient_WaitsForASecondPersonAndIsRefusedToItsAuthor()
    {
        using var sam = await host.SignedInAsync(Sam);
        using var kit = await host.SignedInAsync(Kit);
        await PublishedAsync(sam, "second-pair");
        await sam.StudioAsync("POST", "workflow-definitions/import", StudioCalls.OneTask("second-pair", "nadia-petrov-lane"));

        var (status, refusal) = await sam.StudioAsync("POST", "workflow-definitions/second-pair/publish", new JsonObject());

        status.ShouldBe(400);
        refusal!["errors"]!.ToJsonString().ShouldContain("a second person");
        (await sam.StudioAsync("GET", "workflow-definitions?versionOptions=Published&DefinitionIds=second-pair")).Json!["items"]![0]!["version"]!.GetValue<int>().ShouldBe(1);
        var (_, own) = await sam.PageAsync("/designer/processes/second-pair/publish");
        own.Words().ShouldContain("role user:grace-halloran → user:nadia-petrov-lane");
        own.QuerySelectorAll("main button").ShouldNotContain(b => b.TextContent.Contains("Approve", StringComparison.Ordinal));

        // A form made by hand is refused in words, and the attempt is written down.
        var (_, theirs) = await kit.PageAsync("/designer/processes/second-pair/publish");
        var approve = theirs.QuerySelectorAll("main button").OfType<IHtmlButtonElement>().Single(b => b.TextContent == "Approve and publish");
        var ask = own.QuerySelectorAll("main button").OfType<IHtmlButtonElement>().Single(b => b.TextContent == "Ask for a second person");
        ask.SetAttribute("formaction", "/designer/processes/second-pair/publish?handler=Approve");
        var forged = await sam.SendAsync("/designer/processes/second-pair/publish", ask);
        forged.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        forged.Page.Words().ShouldContain("Somebody who changed nothing in it has to approve it");

        var approved = await kit.SendAsync("/designer/processes/second-pair/publish", approve, ("Note", "Agreed with the IRO service."));
        approved.Status.ShouldBe(HttpStatusCode.Redirect);
        var (_, record) = await kit.PageAsync("/designer/processes/second-pair");
        record.Words().ShouldContain("Kit Mercer approved and published it (version 2). Agreed with the IRO service.");
        record.Words().ShouldContain("Sam Okoro tried to approve their own work and was refused");
        (await sam.StudioAsync("GET", "workflow-definitions?versionOptions=Published&DefinitionIds=second-pair")).Json!["items"]![0]!["version"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Publish_OfAnotherTitleOnly_NeedsNobodyElse()
    {
        using var sam = await host.SignedInAsync(Sam);
        await PublishedAsync(sam, "title-only");
        await sam.StudioAsync("POST", "workflow-definitions/import", StudioCalls.OneTask("title-only", "grace-halloran", "Look again"));

        (await sam.PressAsync("/designer/processes/title-only/publish", "Publish")).Location!.ShouldContain("done=published");

        (await sam.PageAsync("/designer/processes/title-only?from=1&to=2")).Page.Words().ShouldContain("title Look at the plan → Look again");
    }

    [Fact]
    public async Task SendBack_NeedsANoteAndTheAuthorReadsIt()
    {
        using var sam = await host.SignedInAsync(Sam);
        using var kit = await host.SignedInAsync(Kit);
        await PublishedAsync(sam, "sent-back");
        await sam.StudioAsync("POST", "workflow-definitions/import", StudioCalls.OneTask("sent-back", "dev-chandra"));
        (await sam.PressAsync("/designer/processes/sent-back/publish", "Ask for a second person")).Location!.ShouldContain("done=asked");
        (await kit.PageAsync("/designer")).Page.Words().ShouldContain("waits for a second person to read what changes");

        (await kit.PressAsync("/designer/processes/sent-back/publish", "Send back")).Page.Words().ShouldContain("Write what has to be changed");
        (await kit.PressAsync("/designer/processes/sent-back/publish", "Send back", ("Note", "Dev is away in June."))).Status.ShouldBe(HttpStatusCode.Redirect);

        (await sam.PageAsync("/designer/processes/sent-back")).Page.Words().ShouldContain("Kit Mercer sent it back (version 2). Dev is away in June.");
    }

    [Fact]
    public async Task Approve_OfADraftThatChangedSinceItWasShown_IsRefused()
    {
        using var sam = await host.SignedInAsync(Sam);
        using var kit = await host.SignedInAsync(Kit);
        await PublishedAsync(sam, "changed-since");
        await sam.StudioAsync("POST", "workflow-definitions/import", StudioCalls.OneTask("changed-since", "dev-chandra"));
        var (_, shown) = await kit.PageAsync("/designer/processes/changed-since/publish");
        await sam.StudioAsync("POST", "workflow-definitions/import", StudioCalls.OneTask("changed-since", "ruth-adeyemi"));

        var approve = shown.QuerySelectorAll("main button").OfType<IHtmlButtonElement>().Single(b => b.TextContent == "Approve and publish");
        var late = await kit.SendAsync("/designer/processes/changed-since/publish", approve);

        late.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        late.Page.Words().ShouldContain("changed after you opened this page");
    }

    [Fact]
    public async Task Delete_OfTheVersionInForce_DoesNotBringAnOlderOneBackUnread()
    {
        using var sam = await host.SignedInAsync(Sam);
        await PublishedAsync(sam, "two-versions");
        await sam.StudioAsync("POST", "workflow-definitions/import", StudioCalls.OneTask("two-versions", "grace-halloran", "Second"));
        await sam.StudioAsync("POST", "workflow-definitions/two-versions/publish", new JsonObject());

        var (status, words) = await sam.StudioAsync("DELETE", "workflow-definition-versions/two-versions-v2");

        status.ShouldBe(400);
        words!["message"]!.ToString().ShouldContain("would come back into force unread");
    }

    [Fact]
    public async Task TakenOutOfUseOrDeleted_IsStillWhatADraftIsComparedWith()
    {
        using var sam = await host.SignedInAsync(Sam);
        await PublishedAsync(sam, "way-around");
        await sam.StudioAsync("DELETE", "workflow-definitions/way-around");
        await sam.StudioAsync("POST", "workflow-definitions/import", StudioCalls.OneTask("way-around", "dev-chandra"));

        (await sam.StudioAsync("POST", "workflow-definitions/way-around/publish", new JsonObject())).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Restore_OfAnEarlierState_MakesItTheDraftAndKeepsWhatItReplaced()
    {
        using var sam = await host.SignedInAsync(Sam);
        await sam.StudioAsync("POST", "workflow-definitions/import", StudioCalls.OneTask("restored", "grace-halloran", "First words"));
        await sam.StudioAsync("POST", "workflow-definitions/import", StudioCalls.OneTask("restored", "grace-halloran", "Later words"));

        (await sam.PageAsync("/designer/processes/restored?from=r1&to=draft")).Page.Words().ShouldContain("title First words → Later words");
        (await sam.PressAsync("/designer/processes/restored", "Restore")).Status.ShouldBe(HttpStatusCode.Redirect);

        (await sam.GetStringAsync(new Uri("/elsa/api/workflow-definitions/restored/export", UriKind.Relative))).ShouldContain("First words");
        (await sam.PageAsync("/designer/processes/restored?from=draft&to=r2")).Page.Words().ShouldContain("title First words → Later words");
    }

    [Theory]
    [InlineData("/designer/processes/no-such")]
    [InlineData("/designer/processes/qap?from=1&to=99")]
    [InlineData("/designer/processes/qap/publish")]
    public async Task Page_OfWhatDoesNotExist_IsNotFound(string path)
    {
        using var sam = await host.SignedInAsync(Sam);

        (await sam.PageAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task PublishedAsync(HttpClient sam, string definitionId)
    {
        await sam.StudioAsync("POST", "workflow-definitions/import", StudioCalls.OneTask(definitionId, "grace-halloran"));
        (await sam.StudioAsync("POST", $"workflow-definitions/{definitionId}/publish", new JsonObject())).Status.ShouldBe(200);
    }
}
