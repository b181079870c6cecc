using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ReviewFlow.Host.Startup;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.EmbeddedServer;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Calendars;

namespace ReviewFlow.Host.Verbs;

/// <summary>Looks whether an installation is sound: database, migrations, calendars, messages that do not leave; and what is around it.</summary>
internal static class Doctor
{
    private static readonly TimeSpan s_late = TimeSpan.FromHours(1);

    private static readonly TimeSpan s_skew = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateBuilder(args);
        var around = Surroundings.Examine(builder.Configuration, ReviewFlowOptions.Read(builder.Configuration), builder.Environment.ContentRootPath, TimeProvider.System.GetUtcNow());
        var within = await DatabaseAsync(args, cancellation);
        return within != ExitCodes.Ok || around ? within : ExitCodes.Failed;
    }

    private static async Task<int> DatabaseAsync(string[] args, CancellationToken cancellation)
    {
        try
        {
            await using var work = await VerbSetting.StartAsync(args, migrate: false, cancellation);
            await using var scope = work.Services.CreateAsyncScope();
            return await ExamineAsync(scope.ServiceProvider, cancellation);
        }
        catch (DatabaseUnavailableException unavailable)
        {
            Console.WriteLine($"wrong    database: {unavailable.Message}");
            return ExitCodes.NoDatabase;
        }
        catch (Exception unreachable) when (unreachable.GetBaseException() is NpgsqlException or System.Net.Sockets.SocketException)
        {
            Console.WriteLine($"wrong    database: it cannot be used. {unreachable.GetBaseException().Message}");
            return ExitCodes.NoDatabase;
        }
    }

    private static async Task<int> ExamineAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var db = services.GetRequiredService<ReviewFlowDbContext>();
        await db.Database.OpenConnectionAsync(cancellation);
        Console.WriteLine("ok       database: reachable");
        var inTime = await TimeAgreesAsync(db, cancellation);
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellation)).ToList();
        Console.WriteLine(pending.Count == 0 ? "ok       migrations: current" : $"wrong    migrations: {pending.Count} missing ({string.Join(", ", pending)}). Run the command migrate.");
        if (pending.Count > 0) return ExitCodes.Failed;
        var clock = services.GetRequiredService<BusinessClock>();
        await clock.RefreshAsync(cancellation);
        var sound = await CalendarsAsync(services, clock.Now(), cancellation);
        await OutboxAsync(db, clock.Now(), cancellation);
        return sound & inTime ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static async Task<bool> TimeAgreesAsync(ReviewFlowDbContext db, CancellationToken cancellation)
    {
        var theirs = (await db.Database.SqlQuery<DateTimeOffset>($"select clock_timestamp() as \"Value\"").ToListAsync(cancellation))[0];
        var apart = (TimeProvider.System.GetUtcNow() - theirs).Duration();
        return Surroundings.Say(apart < s_skew, "clocks", apart < s_skew ? "this machine and the database agree"
            : string.Create(CultureInfo.InvariantCulture, $"this machine and the database are {apart.TotalSeconds:0} s apart. Let both follow the same time server."));
    }


    private static async Task<bool> CalendarsAsync(IServiceProvider services, DateTimeOffset now, CancellationToken cancellation)
    {
        var (known, today) = (await services.GetRequiredService<FactsCache>().GetAsync(cancellation), UkWords.LocalDate(now));
        var sound = true;
        foreach (var calendar in known.Calendars.Values.OrderBy(c => c.Id, StringComparer.Ordinal))
        {
            var ended = calendar.KnownUntil < today;
            sound &= !ended || calendar.Id != known.DefaultCalendar;
            var warning = UkCalendars.EndWarning(calendar, today);
            Console.WriteLine($"{(ended ? "wrong   " : warning is null ? "ok      " : "warning ")} calendar {calendar.Id}: {warning ?? $"known until {UkWords.Date(calendar.KnownUntil)}"}");
        }

        return sound;
    }

    private static async Task OutboxAsync(ReviewFlowDbContext db, DateTimeOffset now, CancellationToken cancellation)
    {
        var waiting = db.Outbox.Where(o => o.SentAt == null && o.Kind != "task" && o.NotBefore <= now);
        var count = await waiting.CountAsync(cancellation);
        var oldest = count == 0 ? TimeSpan.Zero : now - await waiting.MinAsync(o => o.NotBefore, cancellation);
        var age = string.Create(CultureInfo.InvariantCulture, $"{(int)oldest.TotalHours} h {oldest.Minutes} min");
        Console.WriteLine(count == 0
            ? "ok       messages: none is waiting to be sent"
            : $"{(oldest > s_late ? "warning " : "ok      ")} messages: {count} not sent yet, the oldest has waited for {age}");
    }
}
