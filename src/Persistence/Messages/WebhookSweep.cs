using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows.Events;
using ReviewFlow.Workflows.Notices;

namespace ReviewFlow.Persistence.Messages;

/// <summary>Sends what waits for webhooks: at least once, each attempt with the same id; what fails waits longer each time, for three days.</summary>
public sealed class WebhookSweep(WebhookQueue queue, BusinessClock clock, PostWebhook post)
{
    // At once; a slow receiver holds up no more than these.
    private const int Together = 20;

    /// <summary>Puts new events in line and sends what is due.</summary>
    /// <returns>How many were taken.</returns>
    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        while (await queue.SpreadAsync(cancel) > 0)
        {
            // Until all are in line.
        }

        var delivered = 0;
        while (await queue.TakeAsync(Together, cancel) is { Count: > 0 } due)
            delivered += (await Task.WhenAll(due.Select(d => SendAsync(d, cancel)))).Sum();
        return delivered;
    }

    private async Task<int> SendAsync(OutgoingDelivery delivery, CancellationToken cancel)
    {
        try
        {
            await queue.DeliveredAsync(delivery, await post(delivery, cancel), cancel);
            return 1;
        }
        catch (DeliveryNotTakenException why)
        {
            var now = clock.Now();
            var next = now + MailRules.WaitAfter(delivery.Attempts + 1, delivery.WebhookId);
            var state = delivery.FirstFailedAt is { } first && now - first >= MailRules.GiveUpAfter ? DeliveryState.Dead : DeliveryState.Waiting;
            await queue.FailedAsync(delivery, state, next, why, cancel);
            await queue.PutOffAsync(delivery.WebhookId, next, cancel);
            return 0;
        }
    }
}
