namespace ReviewFlow.Workflows.Forms;

/// <summary>All lists as they are now: what is shipped, with what the organisation changed. Immutable.</summary>
public sealed class ValueListBook
{
    private readonly Dictionary<string, ValueList> _lists;

    /// <summary>Nothing was changed.</summary>
    public static ValueListBook Shipped { get; } = new([]);

    /// <summary>The shipped lists with changed and added values.</summary>
    /// <param name="changed">Values by list, in the order in which they were first touched; one of a list that is not known is left out.</param>
    public ValueListBook(IEnumerable<(string List, ValueListEntry Entry)> changed)
    {
        _lists = ValueLists.Names.ToDictionary(n => n, n => ValueLists.Find(n)!, StringComparer.Ordinal);
        foreach (var byList in changed.GroupBy(c => c.List, StringComparer.Ordinal))
        {
            if (!_lists.TryGetValue(byList.Key, out var list)) continue;
            var now = byList.ToDictionary(c => c.Entry.Value, c => c.Entry, StringComparer.Ordinal);
            var added = byList.Select(c => c.Entry).Where(e => list.Entries.All(k => k.Value != e.Value));
            _lists[byList.Key] = list with { Entries = [.. list.Entries.Select(e => now.GetValueOrDefault(e.Value, e)), .. added] };
        }
    }

    public IReadOnlyCollection<ValueList> Lists => _lists.Values;

    /// <summary>A list; null when there is none.</summary>
    public ValueList? Find(string name) => _lists.GetValueOrDefault(name);

    /// <summary>Words of a value; the value itself when it is of no list.</summary>
    public string Words(string list, string value) => Find(list)?.Entries.FirstOrDefault(e => e.Value == value)?.Label ?? value;

    /// <summary>Words of a theme as it is counted (<see cref="ValueLists.KeyOf"/>): of a category, the category's own.</summary>
    public string ThemeWords(string key) => key.Split(':', 2) is [var list, var value] ? Words(list, value) : Words(ValueLists.Themes, key);

    /// <summary>The theme that something counts as; null for a category that stands for none.</summary>
    public string? ThemeOf(string key) =>
        key.Split(':', 2) is [var list, var value] ? Find(list)?.Entries.FirstOrDefault(e => e.Value == value)?.Theme : key;

    /// <summary>Everything that counts as a theme: the theme itself, and the categories that stand for it.</summary>
    public IReadOnlyList<string> KeysOf(string theme) =>
        [theme, .. _lists.Values.Where(l => l.CountsAsThemes).SelectMany(l => l.Entries.Where(e => e.Theme == theme).Select(e => ValueLists.KeyOf(l.Name, e.Value)))];

    /// <summary>A form with the choices of the shared lists as they are now.</summary>
    public FormDefinition In(FormDefinition form) => form with { Sections = [.. form.Sections.Select(s => s with { Fields = In(s.Fields) })] };

    private IReadOnlyList<FormField> In(IReadOnlyList<FormField> fields) =>
        [.. fields.Select(f => f with { Choices = f.ChoicesFrom is { } list && Find(list) is { } known ? Choices(known) : f.Choices, Columns = In(f.Columns) })];

    internal static IReadOnlyList<FormChoice> Choices(ValueList list) => [.. list.Entries.Select(e => new FormChoice(e.Value, e.Label) { Retired = e.Retired })];
}
