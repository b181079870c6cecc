using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Browser;

/// <summary>One request answered from sign-in to "Answered" with the keyboard alone.</summary>
public sealed class KeyboardTests(BrowserHost host) : IClassFixture<BrowserHost>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AManager_WithTheKeyboardOnly_ReturnsARequestWithANote(bool script)
    {
        // Dev's request for one, so that the other run has its own: the first is returned, the second refused for want of a note.
        await using var sian = await Visit.AsAsync(host, null, script);
        await sian.GoAsync("/my-work");
        await ToAsync(sian, "Sian Corley");
        await sian.Page.Keyboard.PressAsync("Enter");
        await sian.Page.WaitForURLAsync("**/my-work*");
        await sian.Page.Keyboard.PressAsync("Tab");
        (await FocusedAsync(sian)).ShouldBe("Skip to main content");
        await sian.Page.Keyboard.PressAsync("Enter");
        await ToAsync(sian, "Linnet Ashdown-Test");
        (await RingAsync(sian)).ShouldBeTrue("what has the focus is seen to have it");
        await sian.Page.Keyboard.PressAsync("Enter");
        await sian.Page.WaitForURLAsync("**/answer");
        if (!script)
        {
            await ToAsync(sian, "Return with a note");
            await sian.Page.Keyboard.PressAsync("Enter");
            await sian.SeesAsync("There is a problem");
            return;
        }

        await ToAsync(sian, "note");
        await sian.Page.Keyboard.TypeAsync("This belongs to the Northmoor team.");
        await ToAsync(sian, "Return with a note");
        (await RingAsync(sian)).ShouldBeTrue();
        await sian.Page.Keyboard.PressAsync("Enter");
        await sian.Page.WaitForURLAsync("**/answer");
        await sian.SeesAsync("Returned");
        sian.IsClean();
    }

    /// <summary>Presses Tab until this has the focus. A page on which it never comes is a trap.</summary>
    private static async Task ToAsync(Visit visit, string name)
    {
        var seen = new List<string>();
        for (var i = 0; i < 120; i++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            var focused = await FocusedAsync(visit);
            if (focused == name || focused.StartsWith(name, StringComparison.Ordinal)) return;
            seen.Add(focused);
        }

        throw new ShouldAssertException($"“{name}” is not reached by the Tab key. Reached: {string.Join(" | ", seen.Distinct())}");
    }

    private static async Task<string> FocusedAsync(Visit visit)
    {
        var focused = visit.Page.Locator("*:focus");
        if (await focused.CountAsync() == 0) return "";
        var text = (await focused.First.InnerTextAsync()).Trim();
        return text.Length > 0 ? text.Split('\n')[0].Trim() : await focused.First.GetAttributeAsync("id") ?? "";
    }

    private static async Task<bool> RingAsync(Visit visit)
    {
        var css = await visit.Page.Locator("*:focus").First.EvaluateAsync<string>("e => { const s = getComputedStyle(e); return [s.outlineStyle, s.outlineWidth, s.boxShadow, s.backgroundColor].join(';'); }");
        return !css.StartsWith("none;0px;none;", StringComparison.Ordinal);
    }
}
