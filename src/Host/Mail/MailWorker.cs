using Npgsql;
using ReviewFlow.Persistence.Notices;

namespace ReviewFlow.Host.Mail;

/// <summary>Looks every second whether a mail is due. Apart from the worker of the timers: a slow mail server holds up nothing but mail.</summary>
public sealed partial class MailWorker(MailSweep sweep, SmtpPost post, TimeProvider system, ILogger<MailWorker> log) : BackgroundService
{
    private static readonly TimeSpan s_poll = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!post.IsSetUp)
        {
            LogOff();
            return;
        }

        using var tick = new PeriodicTimer(s_poll, system);
        while (await tick.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sweep.RunAsync(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or InvalidOperationException or IOException)
            {
                // The database is away, or one mail could not be put together: its claim runs out and others go on.
                LogMissed(e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No mail server is set (ReviewFlow:Mail:Host): mails wait, everything is shown in the app.")]
    private partial void LogOff();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mails could not be looked at; trying again.")]
    private partial void LogMissed(Exception error);
}
