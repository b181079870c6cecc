using Microsoft.Playwright;
using Shouldly;

namespace ReviewFlow.Host.Tests.Browser;

/// <summary>What people do on the pages of a dispute.</summary>
internal static class Walk
{
    /// <summary>Opens the row of My work that has this reference and these words in its state.</summary>
    public static async Task OpenWorkAsync(this Visit visit, string reference, string state = "")
    {
        await visit.GoAsync("/my-work");
        var row = visit.Page.Locator("tr.govuk-table__row").Filter(new LocatorFilterOptions { HasText = reference }).Filter(new LocatorFilterOptions { HasText = state });
        (await row.CountAsync()).ShouldBe(1, $"rows with {reference} and “{state}” in:\n{await visit.TextAsync()}");
        await row.GetByRole(AriaRole.Link).First.ClickAsync();
    }

    /// <summary>Words of the due cell and the state of a row of My work.</summary>
    public static async Task<string> RowAsync(this Visit visit, string reference)
    {
        await visit.GoAsync("/my-work");
        return await visit.Page.Locator("tr.govuk-table__row").Filter(new LocatorFilterOptions { HasText = reference }).First.InnerTextAsync();
    }

    /// <summary>Fills every field whose name ends so, wherever it is folded away.</summary>
    public static async Task FillAllAsync(this Visit visit, string ending, string text)
    {
        await visit.UnfoldAsync();
        var fields = visit.Page.Locator($"[name$='{ending}']");
        var count = await fields.CountAsync();
        count.ShouldBeGreaterThan(0, $"no field {ending} on {visit.Page.Url}");
        for (var i = 0; i < count; i++) await fields.Nth(i).FillAsync(text);
    }

    /// <summary>Chooses a value in every group of radios whose name ends so.</summary>
    public static async Task ChooseAllAsync(this Visit visit, string ending, string value)
    {
        await visit.UnfoldAsync();
        var radios = visit.Page.Locator($"input[type=radio][name$='{ending}'][value=\"{value}\"]");
        var count = await radios.CountAsync();
        count.ShouldBeGreaterThan(0, $"no choice {ending} = {value} on {visit.Page.Url}");
        for (var i = 0; i < count; i++) await radios.Nth(i).CheckAsync();
    }

    /// <summary>Signs what the page shows: tick, name, button.</summary>
    public static async Task SignAsync(this Visit visit, string name, string button)
    {
        await visit.Page.Locator("input[type=checkbox][name=declared], input[type=checkbox][id*=eclar]").First.CheckAsync();
        var proof = visit.Page.GetByLabel("Type your full name");
        if (await proof.CountAsync() > 0) await proof.FillAsync(name);
        await visit.PressAsync(button);
    }

    public static async Task DoAsync(this Visit visit, string action) =>
        await visit.Page.Locator($"button[name=do][value='{action}']").First.ClickAsync();

    public static async Task ChooseNextAsync(this Visit visit, string next, string? note = null, string? picture = null)
    {
        await visit.FollowOrPressAsync("Go on to next actions");
        if (picture is not null) await visit.LooksRightAsync(picture);
        await visit.Page.GetByLabel(next, new PageGetByLabelOptions { Exact = true }).CheckAsync();
        if (note is not null) await visit.Page.Locator("#note").FillAsync(note);
        await visit.PressAsync("Finish this step");
    }

    /// <summary>The next action's page may be where one is already.</summary>
    public static async Task FollowOrPressAsync(this Visit visit, string name)
    {
        if (visit.Page.Url.EndsWith("/next", StringComparison.Ordinal)) return;
        await visit.Page.Locator("a.govuk-button, button").Filter(new LocatorFilterOptions { HasText = name }).First.ClickAsync();
    }

    public static async Task MoveOnAsync(this Visit visit, int workingDays)
    {
        for (var day = 0; day < workingDays; day++)
        {
            await visit.GoAsync("/my-work");
            await visit.PressAsync("Move on 1 working day");
        }
    }

    private static async Task UnfoldAsync(this Visit visit)
    {
        var folded = visit.Page.Locator("form details:not([open]) > summary");
        for (var count = await folded.CountAsync(); count > 0; count = await folded.CountAsync()) await folded.First.ClickAsync();
    }
}
