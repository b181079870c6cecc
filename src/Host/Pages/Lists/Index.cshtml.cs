using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Messages;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence.Actions;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Lists;

/// <summary>The lists of values that all processes share: add, rename, retire, bring back, say what counts as which theme. For administrators.</summary>
public sealed class IndexModel(ValueListDesk desk, DefinitionStore definitions, OrganisationCache organisations, Administration administration) : AskPage
{
    /// <summary>Name of the list; the themes unless said otherwise.</summary>
    [BindProperty(SupportsGet = true)]
    public string? List { get; set; }

    [TempData]
    public string? Said { get; set; }

    public ValueListBook Book { get; private set; } = ValueListBook.Shipped;

    public ValueList Shown { get; private set; } = ValueLists.Find(ValueLists.Themes)!;

    public IReadOnlyList<(ValueListChange Change, string Who, string What)> History { get; private set; } = [];

    /// <summary>Number of the last change; what is posted was decided having seen it.</summary>
    public int Number => History.Count == 0 ? 0 : History[0].Change.Number;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return NotFound();
        var post = await PostAsync(null, cancellation);
        var (kind, value) = post.Button;
        var row = value.Length == 0 ? "new" : value;
        _ = int.TryParse(post.Text("number"), out var seen);
        var wish = new ValueListWish(Shown.Name, kind, value.Length == 0 ? null : value, post.Text($"label.{row}"), post.Text($"theme.{row}"), post.Text($"reason.{row}"), seen);
        if (await desk.ChangeAsync(wish, User.PersonId(), cancellation) is { } refused)
        {
            await LoadAsync(cancellation);
            return refused.Kind == RefusalKind.NotFound ? NotFound() : Again(refused, string.IsNullOrEmpty(wish.Reason) ? $"reason.{row}" : $"label.{row}");
        }

        Said = kind switch { "add" => "Added. Forms offer it within five seconds.", "retire" => "Retired. It is not offered any more; where it was chosen it stays.", _ => "Saved." };
        return Redirect($"/lists?list={Shown.Name}");
    }

    /// <summary>What was typed for a value, after a refusal; else what is stored.</summary>
    public string LabelOf(ValueListEntry entry) => Typed($"label.{entry.Value}") ?? entry.Label;

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        if (!await administration.IsForAsync(User, cancellation)) return false;
        definitions.ForgetLists();
        Book = await definitions.ListsAsync(cancellation);
        if (Book.Find(string.IsNullOrEmpty(List) ? ValueLists.Themes : List) is not { } list) return false;
        Shown = list;
        var organisation = await organisations.GetAsync(cancellation);
        History = [.. (await desk.HistoryAsync(list.Name, cancellation)).Select(c => (c, organisation.NameOf(c.PersonId), Words(c)))];
        return true;
    }

    private string Words(ValueListChange change) => change.Kind switch
    {
        "added" => $"“{change.After}” was added",
        "renamed" => $"“{change.Before}” is now called “{change.After}”",
        "retired" => $"“{change.Before}” was retired",
        "broughtBack" => $"“{change.After}” was brought back",
        _ => $"“{Book.Words(Shown.Name, change.Value)}” counts as {change.After ?? "no theme"} instead of {change.Before ?? "no theme"}",
    };

    public static string When(ValueListChange change) => UkWords.Moment(change.At);
}
