using Npgsql;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Actions;

/// <summary>What an administrator wants of a list.</summary>
/// <param name="List">Name of the list.</param>
/// <param name="Kind"><c>add</c>, <c>rename</c>, <c>retire</c>, <c>bringBack</c> or <c>link</c>.</param>
/// <param name="Value">The value; null when one is added.</param>
/// <param name="Label">What it is to be called.</param>
/// <param name="Theme">Theme that it is to count as; null or empty for none.</param>
/// <param name="Reason">Why.</param>
/// <param name="Expected">Number of the last change that the person saw; 0 for none.</param>
public sealed record ValueListWish(string List, string Kind, string? Value, string? Label, string? Theme, string? Reason, int Expected);

/// <summary>One line of a list's history.</summary>
public sealed record ValueListChange(int Number, string Value, string Kind, string? Before, string? After, string Reason, DateTimeOffset At, string PersonId);

/// <summary>Changes the lists of values that all processes share. For administrators; nothing is ever deleted, and everything is on record.</summary>
public sealed class ValueListDesk(NpgsqlDataSource source, DefinitionStore definitions, OrganisationCache organisation, BusinessClock clock)
{
    internal const string Entries = "select list_id, value, label, theme, retired_at is not null from value_list_entries order by list_id, position, value";

    internal const string Changes = "select number, value, kind, before, after, reason, at, person_id from value_list_changes where list_id = $1 order by number desc";

    internal const string Last = "select coalesce(max(number), 0) from value_list_changes where list_id = $1";

    internal const string PutChange = """
        insert into value_list_changes (list_id, number, value, kind, before, after, reason, at, person_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    internal const string PutEntry = """
        insert into value_list_entries (list_id, value, label, theme, retired_at, position) values ($1, $2, $3, $4, $5, $6)
        on conflict (list_id, value) do update set label = excluded.label, theme = excluded.theme, retired_at = excluded.retired_at
        """;

    /// <summary>All lists as they are now.</summary>
    internal static async Task<ValueListBook> ReadAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Entries));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return new ValueListBook(await rows.ListAsync(r => (r.GetString(0), new ValueListEntry(r.GetString(1), r.GetString(2)) { Theme = r.TextOrNull(3), Retired = r.GetBoolean(4) }), cancel));
    }

    /// <summary>Everything that was done to a list, latest first.</summary>
    public async Task<IReadOnlyList<ValueListChange>> HistoryAsync(string list, CancellationToken cancel = default)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Changes).Text(list));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ListAsync(r => new ValueListChange(r.GetInt32(0), r.GetString(1), r.GetString(2), r.TextOrNull(3), r.TextOrNull(4), r.GetString(5), r.Moment(6), r.GetString(7)), cancel);
    }

    /// <summary>Carries out a wish.</summary>
    /// <returns>Null when it is done; else why not.</returns>
    public async Task<CaseOutcome.Refused?> ChangeAsync(ValueListWish wish, string personId, CancellationToken cancel = default)
    {
        var (known, now) = (await organisation.GetAsync(cancel), clock.Now());
        if (!known.RolesOf(personId, UkWords.LocalDate(now)).Any(r => r.Role == Roles.Administrator)) return No(RefusalKind.Forbidden, "Only an administrator can change a list.");
        // Not the cache: what is decided here is decided on what is stored.
        var book = await ReadAsync(source, cancel);
        if (book.Find(wish.List) is not { } list) return No(RefusalKind.NotFound, "There is no such list.");
        if (string.IsNullOrWhiteSpace(wish.Reason)) return No(RefusalKind.Invalid, "Write why the list is changed.");
        var entry = list.Entries.FirstOrDefault(e => e.Value == wish.Value);
        if (wish.Kind != "add" && entry is null) return No(RefusalKind.NotFound, "There is no such value on the list.");
        if (Changed(book, list, entry, wish) is not ({ } next, var change)) return No(RefusalKind.Invalid, Problem(book, list, entry, wish) ?? "Say what is to be done: add, rename, retire, bringBack or link.");
        return await StoreAsync(wish, next, change, personId, now, cancel);
    }

    private async Task<CaseOutcome.Refused?> StoreAsync(ValueListWish wish, ValueListEntry next, (string Kind, string? Before, string? After) change, string personId, DateTimeOffset now, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        var number = wish.Expected + 1;
        batch.BatchCommands.Add(new NpgsqlBatchCommand(PutChange).Text(wish.List).Number(number).Text(next.Value).Text(change.Kind).Text(change.Before).Text(change.After).Text(wish.Reason!.Trim()).Moment(now).Text(personId));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(PutEntry).Text(wish.List).Text(next.Value).Text(next.Label).Text(next.Theme).Moment(next.Retired ? now : null).Number(number));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseWrites.LogAccess).Moment(now).Text(personId).Text(null).Text(null).Text("ChangeValueList").Text("Allowed").Text($"{wish.List}: {change.Kind} {next.Value}"));
        try
        {
            if (await LastAsync(wish.List, cancel) != wish.Expected) return Meanwhile;
            await batch.ExecuteNonQueryAsync(cancel);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return Meanwhile;
        }

        definitions.ForgetLists();
        return null;
    }

    private async Task<int> LastAsync(string list, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(Last);
        command.Parameters.AddWithValue(list);
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static (ValueListEntry Next, (string Kind, string? Before, string? After) Change)? Changed(ValueListBook book, ValueList list, ValueListEntry? entry, ValueListWish wish)
    {
        if (Problem(book, list, entry, wish) is not null) return null;
        var label = wish.Label?.Trim() ?? "";
        var theme = string.IsNullOrEmpty(wish.Theme) ? null : wish.Theme;
        return wish.Kind switch
        {
            "add" => (new ValueListEntry(ValueListRules.NewValue(list, label), label) { Theme = list.CountsAsThemes ? theme : null }, ("added", null, label)),
            "rename" => (entry! with { Label = label }, ("renamed", entry.Label, label)),
            "retire" => (entry! with { Retired = true }, ("retired", entry.Label, null)),
            "bringBack" => (entry! with { Retired = false }, ("broughtBack", null, entry.Label)),
            "link" => (entry! with { Theme = theme }, ("linked", entry.Theme is { } was ? book.Words(ValueLists.Themes, was) : null, theme is null ? null : book.Words(ValueLists.Themes, theme))),
            _ => null,
        };
    }

    private static string? Problem(ValueListBook book, ValueList list, ValueListEntry? entry, ValueListWish wish) => wish.Kind switch
    {
        "add" or "rename" => ValueListRules.LabelProblem(list, wish.Label, wish.Kind == "add" ? null : wish.Value) ?? ThemeProblem(book, wish),
        "retire" => ValueListRules.RetireProblem(list, entry!),
        "bringBack" => entry!.Retired ? null : $"“{entry.Label}” is not retired",
        "link" => list.CountsAsThemes ? ThemeProblem(book, wish) : "The values of this list are themes themselves",
        _ => "Say what is to be done: add, rename, retire, bringBack or link.",
    };

    private static string? ThemeProblem(ValueListBook book, ValueListWish wish) =>
        string.IsNullOrEmpty(wish.Theme) || book.Find(ValueLists.Themes)!.Entries.Any(e => e.Value == wish.Theme) ? null : "Choose a theme from the list of themes";

    private static CaseOutcome.Refused Meanwhile => No(RefusalKind.Conflict, "Somebody else has changed this list meanwhile. Look at it as it is now, then change it again.");

    private static CaseOutcome.Refused No(RefusalKind kind, string why) => new(kind, why);
}
