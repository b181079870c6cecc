using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Browser;

/// <summary>A process from the first box to its second version, drawn, published, worked, compared, taken away and brought back: all in real browsers.</summary>
public sealed class DesignerStoryTests(BrowserHost host) : IClassFixture<BrowserHost>
{
    private const string Name = "Visit review";

    [Fact]
    public async Task Process_FromTheFirstBoxToItsSecondVersion_WorksInTheRealDesigner()
    {
        await using var sam = await Visit.AsAsync(host, "Sam Okoro", width: 1500, height: 950);
        // The designer is 30 MB of program in a browser; a busy machine takes its time.
        sam.Page.SetDefaultTimeout(45_000);
        var board = new DesignerBoard(sam.Page);
        await sam.GoAsync("/studio/workflows/definitions");
        await board.CreateAsync(Name);
        var definitionId = new Uri(sam.Page.Url).Segments[^2].TrimEnd('/');

        await DrawAsync(board);
        await sam.PictureAsync("studio-1-drawn");
        IsAsDrawn(board.Saved["root"]!);
        (await board.PublishAsync()).ShouldContain("published");

        await board.RunAsync();
        await BadgeAsync(sam, "HumanTask1", "mud-theme-warning");
        await sam.PictureAsync("studio-2-waits");
        await GraceCompletesAsync();
        await BadgeAsync(sam, "WriteLine1", "mud-badge-top");
        await sam.PictureAsync("studio-3-done");

        await SecondVersionAsync(sam, board, definitionId);
        await TakenAwayAndBackAsync(sam, board, definitionId);

        // The drawing library says so when it takes a simpler line.
        sam.Wrong.Where(w => !w.Contains("manhattan", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static async Task DrawAsync(DesignerBoard board)
    {
        await board.DropAsync("Reviews", "Human task", 40, 80);
        await board.DropAsync("Branching", "Decision", 320, 80);
        await board.DropAsync("Primitives", "Write line", 560, 40);
        await board.DropAsync("Clocks", "Working-day timer", 540, 200);
        await board.DropAsync("Flow", "End", 600, 320);
        await board.ConnectAsync("HumanTask1", "Complete", "FlowDecision1");
        await board.ConnectAsync("FlowDecision1", "True", "WriteLine1");
        await board.ConnectAsync("FlowDecision1", "False", "WorkingDayTimer1");
        await board.ConnectAsync("WorkingDayTimer1", "Done", "End1");
        await board.SelectAsync("HumanTask1", "Title (needed)");
        await board.TypeAsync("Title (needed)", "Look at the visit");
        await board.ChooseAsync("Done by (needed)", "Grace Halloran");
        await board.UntickAsync("Reminds the holder");
        await board.SelectAsync("FlowDecision1", "Condition (needed)");
        await board.ScriptAsync("Condition (needed)", "1 < 2");
        await board.SelectAsync("WriteLine1", "Text");
        await board.TypeAsync("Text", "Seen");
        await board.SelectAsync("WorkingDayTimer1", "Working days");
        await board.TypeAsync("Working days", "3");
    }

    private static void IsAsDrawn(JsonNode root)
    {
        var steps = root["activities"]!.AsArray().ToDictionary(a => a!["name"]!.ToString(), a => a!);
        steps.Keys.Order(StringComparer.Ordinal).ShouldBe(["End1", "FlowDecision1", "HumanTask1", "WorkingDayTimer1", "WriteLine1"]);
        steps["HumanTask1"]["role"]!["expression"]!["value"]!.ToString().ShouldBe("user:grace-halloran");
        steps["HumanTask1"]["reminders"]!["expression"]!["value"]!.ToString().ShouldBe("False");
        steps["FlowDecision1"]["condition"]!["expression"]!.ToJsonString().ShouldContain("JavaScript");
        steps["WorkingDayTimer1"]["workingDays"]!["expression"]!["value"]!.ToString().ShouldBe("3");
        var names = steps.ToDictionary(s => s.Value["id"]!.ToString(), s => s.Key);
        root["connections"]!.AsArray().Select(c => $"{names[c!["source"]!["activity"]!.ToString()]}.{c["source"]!["port"]} → {names[c["target"]!["activity"]!.ToString()]}").Order(StringComparer.Ordinal)
            .ShouldBe(["FlowDecision1.False → WorkingDayTimer1", "FlowDecision1.True → WriteLine1", "HumanTask1.Complete → FlowDecision1", "WorkingDayTimer1.Done → End1"]);
    }

    private async Task GraceCompletesAsync()
    {
        await using var grace = await Visit.AsAsync(host, "Grace Halloran");
        await grace.OpenWorkAsync("Look at the visit");
        await grace.LooksRightAsync("studio-2-task");
        await grace.PressAsync("Complete");
        grace.IsClean();
    }

    private static async Task SecondVersionAsync(Visit sam, DesignerBoard board, string definitionId)
    {
        await sam.GoAsync($"/studio/workflows/definitions/{definitionId}/edit");
        await board.IsOpenAsync(5);
        await board.SelectAsync("HumanTask1", "Title (needed)");
        await board.TypeAsync("Title (needed)", "Look at the visit again");
        (await board.PublishAsync()).ShouldContain("published");
        await sam.GoAsync($"/designer/processes/{definitionId}?from=1&to=2");
        await sam.SeesAsync("title Look at the visit → Look at the visit again");
        await sam.LooksRightAsync("studio-4-compared");
        await sam.Page.Locator("form:has(input[name=version][value='1']) button").ClickAsync();
        await sam.SeesAsync("It is the draft now.");
        await sam.GoAsync($"/designer/processes/{definitionId}?from=1&to=draft");
        await sam.SeesAsync("Nothing changed.");
    }

    private static async Task TakenAwayAndBackAsync(Visit sam, DesignerBoard board, string definitionId)
    {
        await sam.GoAsync($"/studio/workflows/definitions/{definitionId}/edit");
        await board.IsOpenAsync(5);
        var file = Path.Combine(Path.GetTempPath(), $"{definitionId}.json");
        (await board.ExportAsync(file)).ShouldBe($"{definitionId}-v3.json");
        await sam.GoAsync("/studio/workflows/definitions");
        await board.FromMenuAsync(Name, "Delete");
        await sam.Page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Delete" }).ClickAsync();
        await sam.Page.Locator("tr").Filter(new LocatorFilterOptions { HasText = Name }).First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Hidden });
        await sam.Page.Locator("input[type=file]").First.SetInputFilesAsync(file);
        await sam.Page.Locator("tr").Filter(new LocatorFilterOptions { HasText = Name }).First.WaitForAsync();
        await sam.PictureAsync("studio-5-imported");
        await sam.GoAsync($"/studio/workflows/definitions/{definitionId}/edit");
        await board.IsOpenAsync(5);
        await board.RunAsync();
        await BadgeAsync(sam, "HumanTask1", "mud-theme-warning");
        File.Delete(file);
    }

    private static Task BadgeAsync(Visit visit, string step, string badge) =>
        visit.Page.Locator(".x6-node").Filter(new LocatorFilterOptions { HasText = step }).Locator($".mud-badge.{badge}").First.WaitForAsync(new LocatorWaitForOptions { Timeout = 90_000 });
}
