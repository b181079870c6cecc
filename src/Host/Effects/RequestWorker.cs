using Npgsql;
using ReviewFlow.Host.Mail;
using ReviewFlow.Persistence.Effects;

namespace ReviewFlow.Host.Effects;

/// <summary>Looks every second whether a process asks something of another system, or mails a colleague. A slow one holds up nothing but these.</summary>
public sealed partial class RequestWorker(RequestSweep sweep, EmailSweep mails, SmtpPost post, TimeProvider system, ILogger<RequestWorker> log) : BackgroundService
{
    private static readonly TimeSpan s_poll = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(s_poll, system);
        while (await tick.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sweep.RunAsync(stoppingToken);
                if (post.IsSetUp) await mails.RunAsync(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or InvalidOperationException or IOException)
            {
                // The database is away: what was taken comes back when its claim runs out.
                LogMissed(e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Requests of processes could not be looked at; trying again.")]
    private partial void LogMissed(Exception error);
}
