namespace ReviewFlow.Persistence.Messages;

/// <summary>An event on its way to one webhook.</summary>
/// <param name="WebhookId">The webhook.</param>
/// <param name="MessageId">The event's id, the same at every attempt.</param>
/// <param name="EventName">Name of the event.</param>
/// <param name="Body">JSON, sent as it is: it is what is signed.</param>
/// <param name="Attempts">Times that it was tried and failed.</param>
/// <param name="FirstFailedAt">Business time of the first failure.</param>
/// <param name="Address">Where it goes.</param>
/// <param name="Secret">What it is signed with, wrapped.</param>
public sealed record OutgoingDelivery(
    string WebhookId, string MessageId, string EventName, string Body, int Attempts, DateTimeOffset? FirstFailedAt, string Address, string Secret);

/// <summary>Hands an event to a webhook. Returns the status when the other side has taken it.</summary>
/// <exception cref="DeliveryNotTakenException">It was not taken.</exception>
public delegate Task<int> PostWebhook(OutgoingDelivery delivery, CancellationToken cancel);

/// <summary>A webhook has not taken an event.</summary>
/// <param name="answer">What it answered; null when it did not.</param>
/// <param name="message">Why, for administrators.</param>
/// <param name="cause">What lies behind.</param>
public sealed class DeliveryNotTakenException(int? answer, string message, Exception? cause = null) : Exception(message, cause)
{
    public int? Answer { get; } = answer;
}
