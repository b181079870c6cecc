using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace ReviewFlow.Host.Tests.Designer;

/// <summary>Pages and forms as a browser without scripts uses them.</summary>
internal static class PageCalls
{
    /// <summary>The page at an address.</summary>
    public static async Task<(HttpStatusCode Status, IHtmlDocument Page)> PageAsync(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>Posts the form on a page that has this button, with what is typed over what stands there.</summary>
    public static async Task<(HttpStatusCode Status, IHtmlDocument Page, string? Location)> PressAsync(this HttpClient client, string path, string button, params (string Name, string Value)[] typed)
    {
        var (_, page) = await client.PageAsync(path);
        var pressed = page.QuerySelectorAll("main button").OfType<IHtmlButtonElement>().FirstOrDefault(b => b.TextContent.Contains(button, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{path} has no button “{button}”: {page.QuerySelector("main")?.TextContent}");
        return await client.SendAsync(path, pressed, typed);
    }

    /// <summary>Presses a button of a page that was read before.</summary>
    public static async Task<(HttpStatusCode Status, IHtmlDocument Page, string? Location)> SendAsync(this HttpClient client, string path, IHtmlButtonElement pressed, params (string Name, string Value)[] typed)
    {
        var form = pressed.Form!;
        var values = new List<KeyValuePair<string, string>>();
        foreach (var field in form.Elements)
        {
            switch (field)
            {
                case IHtmlInputElement { Name: { } name } input when (input.Type is not ("checkbox" or "radio") || input.IsChecked) && typed.All(t => t.Name != name):
                    values.Add(new(name, input.Value));
                    break;
                case IHtmlSelectElement { Name: { } name } select when typed.All(t => t.Name != name):
                    values.Add(new(name, select.Value ?? ""));
                    break;
                case IHtmlTextAreaElement { Name: { } name } area when typed.All(t => t.Name != name):
                    values.Add(new(name, area.Value));
                    break;
            }
        }

        values.AddRange(typed.Select(t => KeyValuePair.Create(t.Name, t.Value)));
        if (pressed.Name is { Length: > 0 } own) values.Add(new(own, pressed.Value));
        var action = pressed.GetAttribute("formaction") ?? form.GetAttribute("action") ?? path;
        using var body = new FormUrlEncodedContent(values);
        using var answer = await client.PostAsync(new Uri(action.Length == 0 ? path : action, UriKind.RelativeOrAbsolute), body);
        return (answer.StatusCode, new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync()), answer.Headers.Location?.ToString());
    }

    /// <summary>What the main part of a page says, blanks made single.</summary>
    public static string Words(this IHtmlDocument page) => string.Join(' ', (page.QuerySelector("main")?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
