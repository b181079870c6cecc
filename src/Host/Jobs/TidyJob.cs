using Quartz;
using ReviewFlow.Persistence.Messages;
using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Host.Jobs;

/// <summary>Removes messages that have long been told, applied or delivered. What waits or was given up stays.</summary>
[DisallowConcurrentExecution]
public sealed class TidyJob(EventQueue events, InboxSweep inbox, WebhookQueue webhooks, BusinessClock clock) : IJob
{
    /// <summary>How long what was told can be looked up.</summary>
    public static readonly TimeSpan KeepTold = TimeSpan.FromDays(30);

    /// <summary>How long the ids of messages from outside are known, so that a late duplicate is one.</summary>
    public static readonly TimeSpan KeepInbox = TimeSpan.FromDays(365);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var now = clock.Now();
        await events.ForgetAsync(now - KeepTold, cancellationToken);
        await webhooks.ForgetAsync(now - KeepTold, cancellationToken);
        await inbox.ForgetAsync(now - KeepInbox, cancellationToken);
    }
}
