using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReviewFlow.Persistence.Notices;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Calendars;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Organisations;

/// <summary>
/// What each new day brings without anybody doing anything: cover that has ended, work that nobody covers, a table of
/// holidays that runs out. Whatever it tells has an id of its own, so every host may look as often as it likes.
/// </summary>
public sealed class CoverRound(OrganisationCache organisations, FactsCache facts, UncoveredWork uncovered, ServiceNotices notices, BusinessClock clock)
{
    // Ended while every host was down: told all the same, but not for ever.
    private const int DaysBack = 14;

    // What this host has told need not be asked of the database each minute.
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>Looks once.</summary>
    /// <returns>How many pieces of work lie with nobody and were told of now.</returns>
    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        var (organisation, today) = (await organisations.GetAsync(cancel), UkWords.LocalDate(clock.Now()));
        foreach (var ended in organisation.Absences.Where(a => a.To < today && a.To >= today.AddDays(-DaysBack) && a.CoverId is not null))
            await HandBackAsync(ended, cancel);
        foreach (var calendar in (await facts.GetAsync(cancel)).Calendars.Values.Where(c => UkCalendars.EndWarning(c, today) is not null))
            await WarnAsync(calendar, cancel);
        return await uncovered.TellAsync(cancel);
    }

    private async Task WarnAsync(Engine.Time.WorkingDayCalendar calendar, CancellationToken cancel)
    {
        var key = $"holidays:{calendar.Id}:{calendar.KnownUntil:yyyyMMdd}";
        if (_told.Contains(key)) return;
        await notices.TellAdministratorsAsync(key, "holiday-table-ending", Close(calendar.KnownUntil), cancel);
        _told.Add(key);
    }

    private async Task HandBackAsync(Absence ended, CancellationToken cancel)
    {
        var key = $"{ended.PersonId}:{ended.From:yyyyMMdd}:{ended.To:yyyyMMdd}";
        if (_told.Contains($"{key}:{ended.CoverId}")) return;
        await notices.TellAsync($"cover-ended:{key}", "cover-ended", [ended.CoverId!], Close(ended.To), ended.PersonId, cancel);
        await notices.TellAsync($"cover-back:{key}", "cover-back", [ended.PersonId], Close(ended.To), ended.CoverId!, cancel);
        _told.Add($"{key}:{ended.CoverId}");
    }

    private static DateTimeOffset Close(DateOnly day) => Engine.Time.LocalTime.ToUtc(UkCalendars.Shipped["england-and-wales"], day, new TimeOnly(17, 0));
}

/// <summary>Goes round each minute.</summary>
public sealed partial class CoverWorker(CoverRound round, TimeProvider system, ILogger<CoverWorker> log) : BackgroundService
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(s_poll, system);
        do
        {
            try
            {
                await round.RunAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The database is away or a case was busy: the next round tells what is left.
                LogMissed(e);
            }
        }
        while (await tick.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cover and absences could not be looked at; trying again.")]
    private partial void LogMissed(Exception error);
}
