using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Options;
using ReviewFlow.Persistence.Messages;

namespace ReviewFlow.Host.Messaging;

/// <summary>Hands events to the bus; see <see cref="TellBus"/>.</summary>
public sealed class BusPublisher(IBus bus, IOptions<MessagingOptions> options)
{
    private static readonly JsonSerializerOptions s_wire = new(JsonSerializerDefaults.Web);

    public async Task TellAsync(OutgoingEvent told, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(options.Value.TimeoutSeconds));
        try
        {
            var message = JsonSerializer.Deserialize<CaseEventTold>(told.Body, s_wire)!;
            await bus.Publish(message, context => context.MessageId = IdOf(told.MessageId), patience.Token);
        }
        catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
        {
            throw new EventNotTakenException($"The broker did not answer within {options.Value.TimeoutSeconds} seconds.", late);
        }
        catch (Exception away) when (away is not OperationCanceledException)
        {
            throw new EventNotTakenException(away.GetBaseException().Message, away);
        }
    }

    // The bus wants ids of its own kind; this one follows from ours, so that it is the same at every attempt.
    private static Guid IdOf(string messageId) => new(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)).AsSpan(0, 16));
}
