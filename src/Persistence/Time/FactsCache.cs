using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Time;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.Calendars;

namespace ReviewFlow.Persistence.Time;

/// <summary>What bursts may know of the organisation: calendars, published forms, settings. One immutable snapshot at a time.</summary>
public sealed class FactsCache(NpgsqlDataSource source, TimeProvider system) : IDisposable
{
    internal const string Calendars = "select id, name, zone, known_until from calendars order by id";

    internal const string Days = "select calendar_id, day, title from calendar_days order by calendar_id, day";

    internal const string Forms = "select distinct id from form_versions order by id";

    internal const string Settings = "select key, value from settings where key like 'facts.%' or key = 'organisation.calendar' order by key";

    private readonly Cached<Facts> _cached = new(cancel => ReadAsync(source, cancel), TimeSpan.FromSeconds(10), system);

    public ValueTask<Facts> GetAsync(CancellationToken cancel = default) => _cached.GetAsync(cancel);

    /// <summary>To be called after a calendar, form or setting was changed.</summary>
    public void Forget() => _cached.Forget();

    public void Dispose() => _cached.Dispose();

    private static async Task<Facts> ReadAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        foreach (var statement in new[] { Calendars, Days, Forms, Settings }) batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var calendars = await rows.ListAsync(r => (Id: r.GetString(0), Name: r.GetString(1), Zone: r.GetString(2), Until: r.GetFieldValue<DateOnly>(3)), cancel);
        var days = (await rows.NextListAsync(r => (Calendar: r.GetString(0), Day: r.GetFieldValue<DateOnly>(1), Title: r.GetString(2)), cancel)).ToLookup(d => d.Calendar, StringComparer.Ordinal);
        var forms = await rows.NextListAsync(r => r.GetString(0), cancel);
        var settings = (await rows.NextListAsync(r => (r.GetString(0), r.GetString(1)), cancel)).ToDictionary(s => s.Item1, s => s.Item2, StringComparer.Ordinal);
        var known = calendars.ToDictionary(
            c => c.Id,
            c => new WorkingDayCalendar
            {
                Id = c.Id,
                Name = c.Name,
                Zone = c.Zone,
                KnownUntil = c.Until,
                DaysOff = days[c.Id].ToDictionary(d => d.Day, d => d.Title),
            },
            StringComparer.Ordinal);
        // What is shipped holds until an organisation has its own table.
        foreach (var (id, calendar) in UkCalendars.Shipped) known.TryAdd(id, calendar);
        return new Facts
        {
            Version = FactsVersion.Of(known.Values, forms, settings),
            Calendars = known,
            DefaultCalendar = settings.GetValueOrDefault("organisation.calendar", "england-and-wales"),
            Forms = forms.ToHashSet(StringComparer.Ordinal),
            Settings = new JsonObject(settings.Where(s => s.Key.StartsWith("facts.", StringComparison.Ordinal)).Select(s => KeyValuePair.Create(s.Key["facts.".Length..], (JsonNode?)s.Value))),
        };
    }
}
