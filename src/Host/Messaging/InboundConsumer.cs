using MassTransit;
using ReviewFlow.Persistence.Messages;

namespace ReviewFlow.Host.Messaging;

/// <summary>Takes in what other systems put into our queue. It is kept in the inbox first; processes go on from there.</summary>
public sealed class InboundConsumer(InboxDesk desk) : IConsumer<InboundEvent>
{
    /// <summary>Queue that other systems send to.</summary>
    public const string Queue = "reviewflow.inbound";

    public Task Consume(ConsumeContext<InboundEvent> context)
    {
        var sent = context.Message with { Id = context.Message.Id ?? context.MessageId?.ToString() };
        return desk.TakeAsync(sent, context.CancellationToken);
    }
}
