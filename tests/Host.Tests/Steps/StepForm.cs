using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ReviewFlow.Host.Tests.Cases;

namespace ReviewFlow.Host.Tests.Steps;

/// <summary>The main form of a page as a browser without JavaScript would post it.</summary>
internal sealed class StepForm
{
    private readonly List<(string Name, string Value)> _fields;

    private StepForm(string path, List<(string Name, string Value)> fields) => (Path, _fields) = (path, fields);

    public string Path { get; }

    public static StepForm Of(IDocument page)
    {
        var form = page.QuerySelectorAll<IHtmlFormElement>("main form").MaxBy(f => f.InnerHtml.Length)!;
        var fields = new List<(string, string)>();
        foreach (var element in form.QuerySelectorAll("input[name], textarea[name], select[name]").Where(e => e.GetAttribute("name") != "__RequestVerificationToken"))
        {
            var name = element.GetAttribute("name")!;
            if (element is IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false }) continue;
            fields.Add((name, element switch { IHtmlTextAreaElement text => text.TextContent, IHtmlSelectElement select => select.Value ?? "", _ => element.GetAttribute("value") ?? "" }));
        }

        return new StepForm(form.GetAttribute("action")!, fields);
    }

    /// <summary>The same with a field filled in.</summary>
    public StepForm With(string name, string value) => new(Path, [.. _fields.Where(f => f.Name != name), (name, value)]);

    public string Value(string name) => _fields.First(f => f.Name == name).Value;

    /// <summary>Presses a button.</summary>
    public Task<HttpResponseMessage> PressAsync(Visitor visitor, string button) => visitor.PostAsync("/notices", Path, [.. With("do", button)._fields]);

    public static async Task<IDocument> ReadAsync(HttpResponseMessage answer) => new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
}
