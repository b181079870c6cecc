using Npgsql;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Organisations;

/// <summary>Who works where. A right given or taken is in force on every host within <see cref="Keep"/>.</summary>
public sealed class OrganisationCache(NpgsqlDataSource source, TimeProvider system) : IDisposable
{
    /// <summary>Longest age of a snapshot.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromSeconds(10);

    internal const string People = "select id, name, job_title, phone, left_on from people where not exists (select from external_accounts e where e.person_id = people.id) order by id";
    internal const string Units = "select id, name, kind, parent_id, calendar_id from units order by id";
    internal const string Memberships = "select person_id, unit_id, line_manager_id, from_day, to_day from memberships order by person_id, unit_id, from_day";
    internal const string Roles = "select person_id, role, unit_id, from_day, to_day from role_grants order by person_id, role, unit_id, from_day";
    internal const string Absences = "select person_id, cover_id, process_area, from_day, to_day from absences order by person_id, from_day, id";
    internal const string Externals = """
        select e.person_id, p.name, e.role, e.subject_id, e.case_id, e.until, e.revoked_at is not null
        from external_accounts e join people p on p.id = e.person_id order by e.person_id
        """;
    internal const string Settings = "select key, value from settings";

    private readonly Cached<Snapshot> _cached = new(cancel => ReadAsync(source, cancel), Keep, system);

    public async ValueTask<Organisation> GetAsync(CancellationToken cancel = default) => (await _cached.GetAsync(cancel)).Organisation;

    /// <summary>Settings by key, such as <c>duty.email</c>.</summary>
    public async ValueTask<IReadOnlyDictionary<string, string>> SettingsAsync(CancellationToken cancel = default) =>
        (await _cached.GetAsync(cancel)).Settings;

    /// <summary>To be called after people, units, roles, absences or settings were changed.</summary>
    public void Forget() => _cached.Forget();

    public void Dispose() => _cached.Dispose();

    private sealed record Snapshot(Organisation Organisation, IReadOnlyDictionary<string, string> Settings);

    private static async Task<Snapshot> ReadAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        foreach (var statement in new[] { People, Units, Memberships, Roles, Absences, Externals, Settings }) batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var people = await rows.ListAsync(r => new StaffMember(r.GetString(0), r.GetString(1), r.GetString(2), r.TextOrNull(3), r.DayOrNull(4)), cancel);
        var units = await rows.NextListAsync(r => new Unit(r.GetString(0), r.GetString(1), r.GetString(2), r.TextOrNull(3), r.TextOrNull(4)), cancel);
        var memberships = await rows.NextListAsync(r => new Membership(r.GetString(0), r.GetString(1), r.TextOrNull(2), r.GetFieldValue<DateOnly>(3), r.DayOrNull(4)), cancel);
        var roles = await rows.NextListAsync(r => new RoleGrant(r.GetString(0), r.GetString(1), r.GetString(2), r.GetFieldValue<DateOnly>(3), r.DayOrNull(4)), cancel);
        var absences = await rows.NextListAsync(r => new Absence(r.GetString(0), r.TextOrNull(1), r.TextOrNull(2), r.GetFieldValue<DateOnly>(3), r.GetFieldValue<DateOnly>(4)), cancel);
        var externals = await rows.NextListAsync(r => new ExternalAccount(r.GetString(0), r.GetString(1), r.GetString(2), r.TextOrNull(3), r.TextOrNull(4), r.DayOrNull(5), r.GetBoolean(6)), cancel);
        var settings = (await rows.NextListAsync(r => KeyValuePair.Create(r.GetString(0), r.GetString(1)), cancel)).ToDictionary(StringComparer.Ordinal);
        var organisation = new Organisation
        {
            Name = settings.GetValueOrDefault("organisation.name", "ReviewFlow"),
            CalendarId = settings.GetValueOrDefault("organisation.calendar", "england-and-wales"),
            People = people,
            Units = units,
            Memberships = memberships,
            Roles = roles,
            Absences = absences,
            Externals = externals,
        };
        return new Snapshot(organisation, settings);
    }
}
