namespace ReviewFlow.Host.Pages.MyWork;

/// <summary>How the list stands: grouped by when it is due, by child or by state, or sorted by a column.</summary>
/// <param name="Sort">Column; null for the due moment.</param>
/// <param name="Group">What the headings are; null for when it is due.</param>
public sealed record WorkOrder(string? Sort, string? Group)
{
    public const string Child = "child";
    public const string Work = "work";
    public const string State = "state";
    public const string From = "from";

    /// <summary>Columns in their order on the page, with the key by which they are sorted; null is the due moment.</summary>
    public static readonly IReadOnlyList<(string Title, string? Key)> Columns =
        [("Child", Child), ("Work", Work), ("State", State), ("From", From), ("Due", null)];

    /// <summary>What was asked for; anything unknown is the usual order.</summary>
    public static WorkOrder Of(string? sort, string? group) => new(
        Columns.Any(c => c.Key is not null && c.Key == sort) ? sort : null, group is Child or State ? group : null);

    /// <summary>In words, for the table's caption.</summary>
    public string Words => (Sort, Group) switch
    {
        (null, null) => "grouped by when it is due",
        (null, _) => $"grouped by {Group}",
        (_, null) => $"sorted by {Sort}",
        _ => $"grouped by {Group}, sorted by {Sort}",
    };

    /// <summary>The groups in their order, each in its order. <paramref name="rows"/> come by due moment, and stay so where nothing else decides.</summary>
    public IReadOnlyList<WorkGroup> Arrange(IEnumerable<WorkRow> rows)
    {
        var sorted = Sort switch
        {
            Child => rows.OrderBy(r => r.Child, StringComparer.CurrentCulture).ThenBy(r => r.ExternalId, StringComparer.Ordinal),
            Work => rows.OrderBy(r => r.Work, StringComparer.CurrentCulture),
            State => rows.OrderBy(r => r.State.Kind),
            From => rows.OrderBy(r => r.From, StringComparer.CurrentCulture),
            _ => rows,
        };
        return (Sort, Group) switch
        {
            (_, Child) => [.. sorted.GroupBy(r => (r.Child, r.ExternalId)).OrderBy(g => g.Key.Child, StringComparer.CurrentCulture).Select(g => new WorkGroup(g.Key.Child, [.. g]))],
            (_, State) => [.. sorted.GroupBy(r => r.State.Kind).OrderBy(g => g.Key).Select(g => new WorkGroup(OnlyChoice.Words(g.Key), [.. g]))],
            (null, _) => [.. sorted.GroupBy(r => r.Group).OrderBy(g => g.Key).Select(g => new WorkGroup(WorkRow.GroupTitle(g.Key), [.. g]))],
            _ => sorted.ToList() is { Count: > 0 } all ? [new WorkGroup(null, all)] : [],
        };
    }
}
