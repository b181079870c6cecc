using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ReviewFlow.Persistence.Time;

/// <summary>
/// Lets running clocks follow the calendars where whoever changed them could not: after a host died on the way, and for
/// dates that another host still counted by the table it remembered.
/// </summary>
public sealed partial class CalendarWatch(FactsCache facts, CalendarDesk desk, TimeProvider system, ILogger<CalendarWatch> log) : BackgroundService
{
    private static readonly TimeSpan s_poll = TimeSpan.FromSeconds(10);

    private string? _followed;

    /// <summary>Looks once: at the first look, and whenever a table differs from the one last seen.</summary>
    /// <returns>How many dates moved.</returns>
    public async Task<int> LookAsync(CancellationToken cancel = default)
    {
        var version = FactsVersion.Of((await facts.GetAsync(cancel)).Calendars.Values, [], new Dictionary<string, string>());
        if (version == _followed) return 0;
        var moved = await desk.ApplyAsync(null, "The calendar of working days has changed.", cancel);
        _followed = version;
        return moved;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(s_poll, system);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The database is away or a case was busy: the next look tries again, what is in line already stays so.
                LogMissed(e);
            }
        }
        while (await tick.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Dates could not be brought in line with the calendars; trying again.")]
    private partial void LogMissed(Exception error);
}
