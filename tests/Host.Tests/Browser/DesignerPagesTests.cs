using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Time;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Browser;

/// <summary>The designer's own pages, looked at: accessible, nothing cut off at any width.</summary>
public sealed class DesignerPagesTests(BrowserHost host) : IClassFixture<BrowserHost>
{
    [Fact]
    public async Task EveryPage_OfTheDesigner_IsAccessibleAndFitsEveryWidth()
    {
        await LongerAnswersAsync();
        await using var kit = await Visit.AsAsync(host, "Kit Mercer");
        var wide = new List<string>();
        foreach (var (page, picture) in new[]
        {
            ("/designer", "designer-list"), ("/designer/processes/qap?from=1&to=draft", "designer-process"), ("/designer/processes/qap/publish", "designer-publish"),
            ("/designer/rehearse?process=qap&start=2026-12-22&calendar=england-and-wales&answers=", "designer-rehearsal"), ("/designer/rehearse", "designer-rehearse"),
            ("/designer/forms", "forms-list"), ("/designer/forms/qap", "forms-edit"), ("/designer/forms/qap/part?section=issues&field=reviewDate", "forms-field"), ("/designer/forms/qap/preview?turn=ask.draft", "forms-preview"),
        })
        {
            await kit.GoAsync(page);
            await kit.LooksRightAsync(picture);
            foreach (var width in new[] { 640, 375, 320, 1280 })
            {
                await kit.Page.SetViewportSizeAsync(width, 900);
                var over = await kit.TooWideAsync();
                if (over > 0) wide.Add($"{page} at {width}: {over} px too wide");
                if (width == 320) await kit.LooksRightAsync($"{picture}-320");
            }
        }

        wide.ShouldBeEmpty();
        kit.IsClean();
    }

    // Sam gives managers seven working days in place of five.
    private async Task LongerAnswersAsync()
    {
        var store = host.Services.GetRequiredService<DefinitionStore>();
        var json = JsonNode.Parse((await store.ContentAsync("qap-v1"))!)!;
        var ask = json["root"]!["activities"]!.AsArray().Single(a => a!["id"]!.ToString() == "ask")!;
        ask["workingDays"]!["expression"]!["value"] = "7";
        await store.SaveDraftAsync(new DraftSave("qap", json["name"]!.ToString(), json.ToJsonString(), "sam-okoro"), host.Services.GetRequiredService<BusinessClock>().Now());
    }
}
