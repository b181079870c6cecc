using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ReviewFlow.Host.Tests.Browser;

/// <summary>The real designer's drawing board, worked with the mouse and the keyboard as a person does.</summary>
internal sealed class DesignerBoard(IPage page)
{
    private const float Loading = 90_000;

    /// <summary>What was saved last.</summary>
    public JsonNode Saved { get; private set; } = new JsonObject();

    public ILocator Boxes => page.Locator(".x6-node");

    /// <summary>Waits until the board shows this many boxes.</summary>
    public Task IsOpenAsync(int boxes) => Boxes.Nth(boxes - 1).WaitForAsync(new LocatorWaitForOptions { Timeout = Loading });

    /// <summary>Makes a new process and opens its board.</summary>
    public async Task CreateAsync(string name)
    {
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Create workflow" }).ClickAsync(new LocatorClickOptions { Timeout = Loading });
        await page.Locator(".mud-dialog input").First.FillAsync(name);
        await page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Ok" }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/edit"), new PageWaitForURLOptions { Timeout = Loading });
        await page.Locator(".mud-expand-panel-header").First.WaitForAsync(new LocatorWaitForOptions { Timeout = Loading });
    }

    /// <summary>Takes a step out of the palette and drops it on the board.</summary>
    public async Task DropAsync(string category, string step, int x, int y)
    {
        var item = page.Locator("[draggable]").Filter(new LocatorFilterOptions { HasTextRegex = new Regex($@"^\s*{Regex.Escape(step)}\s*$") }).First;
        if (!await item.IsVisibleAsync()) await page.Locator(".mud-expand-panel-header").Filter(new LocatorFilterOptions { HasText = category }).First.ClickAsync();
        await item.ScrollIntoViewIfNeededAsync();
        await SavingAsync(() => item.DragToAsync(page.Locator(".x6-graph"), new LocatorDragToOptions { TargetPosition = new TargetPosition { X = x, Y = y } }));
    }

    /// <summary>Draws a connection from a port to a step.</summary>
    public async Task ConnectAsync(string from, string port, string to)
    {
        var (fromX, fromY) = await CentreAsync(Box(from).Locator($"[port=\"{port}\"] .elsa-designer-port-circle"));
        var (toX, toY) = await CentreAsync(Box(to).Locator("[port=\"In\"] .elsa-designer-port-circle"));
        await SavingAsync(async () =>
        {
            await page.Mouse.MoveAsync(fromX, fromY);
            await page.Mouse.DownAsync();
            await page.Mouse.MoveAsync((fromX + toX) / 2, (fromY + toY) / 2, new MouseMoveOptions { Steps = 6 });
            await page.Mouse.MoveAsync(toX, toY, new MouseMoveOptions { Steps = 8 });
            await page.Mouse.UpAsync();
        });
    }

    /// <summary>Selects a step; its inputs are shown then.</summary>
    /// <param name="step">Its name.</param>
    /// <param name="label">Label of an input that it has.</param>
    public async Task SelectAsync(string step, string label)
    {
        await Box(step).ClickAsync(new LocatorClickOptions { Position = new Position { X = 70, Y = 15 } });
        await page.Locator("div[role=group].flex-row:visible").Filter(new LocatorFilterOptions { HasText = label }).Last.WaitForAsync();
    }

    public Task TypeAsync(string label, string text) => SavingAsync(async () =>
    {
        var box = Row(label).Locator("input[type=text], textarea").First;
        await box.FillAsync(text);
        await box.PressAsync("Tab");
    });

    public Task ChooseAsync(string label, string choice) => SavingAsync(async () =>
    {
        await Row(label).Locator("[tabindex=\"0\"]").First.ClickAsync();
        await page.Locator(".mud-popover-open").GetByText(choice).First.ClickAsync();
    });

    public Task UntickAsync(string help) => SavingAsync(() =>
        page.Locator("div[role=group].flex-row").Filter(new LocatorFilterOptions { HasText = help }).Last.Locator("input[type=checkbox]").UncheckAsync());

    /// <summary>Turns an input into a script and types it.</summary>
    public async Task ScriptAsync(string label, string script)
    {
        await page.Locator("div[role=group].flex-row").Filter(new LocatorFilterOptions { HasText = label }).Last.Locator(".mud-menu button").First.ClickAsync();
        await page.Locator(".mud-popover-open").GetByText("JavaScript").First.ClickAsync();
        await page.Locator(".monaco-editor").First.ClickAsync(new LocatorClickOptions { Timeout = Loading });
        await SavingAsync(() => page.Keyboard.TypeAsync(script), saved => saved.Contains($"\"value\":{JsonValue.Create(script).ToJsonString()}", StringComparison.Ordinal));
    }

    /// <summary>Publishes; the designer says whether it was done.</summary>
    public async Task<string> PublishAsync()
    {
        await page.Locator(".mud-icon-button.mud-primary-text:not(.mud-switch-base)").First.ClickAsync();
        var words = page.Locator(".mud-snackbar").Last;
        await words.WaitForAsync();
        return await words.InnerTextAsync();
    }

    /// <summary>Runs it; the run's own page opens.</summary>
    public async Task RunAsync()
    {
        await page.Locator(".mud-icon-button.mud-success-text").First.ClickAsync();
        await page.WaitForURLAsync(new Regex("/instances/"), new PageWaitForURLOptions { Timeout = Loading });
    }

    /// <summary>The file that "Export" gives.</summary>
    public async Task<string> ExportAsync(string path)
    {
        await page.Locator(".mud-menu-icon-button-activator").First.ClickAsync();
        await page.Locator(".mud-popover-open").GetByText("Export").ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Export" }).ClickAsync());
        await download.SaveAsAsync(path);
        return download.SuggestedFilename;
    }

    /// <summary>Chooses from the menu of a line of the list.</summary>
    public async Task FromMenuAsync(string line, string choice)
    {
        await page.Locator("tr").Filter(new LocatorFilterOptions { HasText = line }).First.Locator(".mud-menu button").Last.ClickAsync(new LocatorClickOptions { Timeout = Loading });
        await page.Locator(".mud-popover-open").GetByText(choice, new LocatorGetByTextOptions { Exact = true }).ClickAsync();
    }

    private ILocator Box(string step) => Boxes.Filter(new LocatorFilterOptions { HasText = step }).First;

    private ILocator Row(string label) => page.Locator("div[role=group].flex-row").Filter(new LocatorFilterOptions { Has = page.Locator("legend", new PageLocatorOptions { HasText = label }) }).Last;

    private static async Task<(float X, float Y)> CentreAsync(ILocator locator)
    {
        var box = (await locator.BoundingBoxAsync())!;
        return (box.X + (box.Width / 2), box.Y + (box.Height / 2));
    }

    // The designer saves after each step; what it sent is what is asserted.
    private async Task SavingAsync(Func<Task> deed, Func<string, bool>? isLast = null)
    {
        var answer = await page.RunAndWaitForResponseAsync(deed, r => r.Request.Method == "POST" && r.Url.EndsWith("/workflow-definitions", StringComparison.Ordinal) && (isLast is null || isLast(Plain(r.Request.PostData))), new PageRunAndWaitForResponseOptions { Timeout = Loading });
        Saved = JsonNode.Parse(answer.Request.PostData!)!["model"]!;
    }

    private static string Plain(string? body) => body is null ? "" : JsonNode.Parse(body)!.ToJsonString();
}
