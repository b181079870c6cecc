using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows.Events;

namespace ReviewFlow.Host.Webhooks;

/// <summary>Makes, stops and resumes webhooks for administrators.</summary>
public sealed partial class WebhookDesk(ReviewFlowDbContext db, WebhookAddresses addresses, WebhookSecrets secrets, BusinessClock clock, ILogger<WebhookDesk> log)
{
    /// <summary>Makes a webhook.</summary>
    /// <param name="address">Where it goes.</param>
    /// <param name="events">Names of events; empty for all.</param>
    /// <param name="by">Who makes it.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Its id and secret, or what is wrong in words.</returns>
    public async Task<(string? Id, string? Secret, string? Problem)> MakeAsync(string? address, IReadOnlyCollection<string> events, string by, CancellationToken cancel)
    {
        if (addresses.Problem(address) is { } problem) return (null, null, problem);
        if (events.FirstOrDefault(e => EventCatalog.All.All(s => s.Name != e)) is { } unknown) return (null, null, $"There is no event {unknown}.");
        var (secret, kept) = secrets.Make();
        var row = new WebhookRow
        {
            Id = Guid.CreateVersion7().ToString("N"),
            Address = address!.Trim(),
            Events = [.. events.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Secret = kept,
            CreatedBy = by,
            CreatedAt = clock.Now(),
        };
        db.Webhooks.Add(row);
        await db.SaveChangesAsync(cancel);
        LogMade(row.Id, by);
        return (row.Id, secret, null);
    }

    /// <summary>Stops a webhook, or lets it go on; what happened meanwhile is not told.</summary>
    /// <returns>Whether it exists.</returns>
    public async Task<bool> SwitchAsync(string id, bool on, string by, CancellationToken cancel)
    {
        DateTimeOffset? stopped = on ? null : clock.Now();
        var found = await db.Webhooks.Where(w => w.Id == id).ExecuteUpdateAsync(s => s.SetProperty(w => w.StoppedAt, stopped), cancel) == 1;
        if (found) LogSwitched(id, on, by);
        return found;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Webhook {Id} was made by {By}.")]
    private partial void LogMade(string id, string by);

    [LoggerMessage(Level = LogLevel.Information, Message = "Webhook {Id} was switched (on: {On}) by {By}.")]
    private partial void LogSwitched(string id, bool on, string by);
}
