using MassTransit;
using Microsoft.Extensions.Options;
using ReviewFlow.Persistence.Messages;

namespace ReviewFlow.Host.Messaging;

/// <summary>The bus: within this process by default, RabbitMQ by configuration. Plain JSON on the wire, so that anybody can read it.</summary>
public static class MessagingRegistration
{
    /// <summary>Tag of the bus' health check: a broker that is away makes this service no less alive.</summary>
    public const string HealthTag = "bus";

    // A database that is away for longer than this leaves messages in the queue's error queue, where they can be moved back from.
    private static readonly TimeSpan s_longestRetry = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddMessaging(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MessagingOptions>().BindConfiguration(MessagingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        var broker = configuration.GetSection(MessagingOptions.Section).Get<MessagingOptions>()?.HasBroker == true;
        services.AddMassTransit(bus =>
        {
            // Nothing leaves the machine but to the broker that was set.
            bus.DisableUsageTelemetry();
            bus.ConfigureHealthCheckOptions(health =>
            {
                health.Tags.Clear();
                health.Tags.Add(HealthTag);
            });
            bus.AddConsumer<InboundConsumer>();
            if (broker) bus.UsingRabbitMq(OnRabbit);
            else bus.UsingInMemory(InProcess);
        });
        services.AddSingleton<BusPublisher>();
        services.AddSingleton<TellBus>(provider => provider.GetRequiredService<BusPublisher>().TellAsync);
        services.AddSingleton<EventSweep>();
        services.AddHostedService<MessageWorker>();
        return services;
    }

    private static void OnRabbit(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator rabbit)
    {
        var set = context.GetRequiredService<IOptions<MessagingOptions>>().Value;
        rabbit.Host(set.Host, (ushort)set.Port, set.VirtualHost, host =>
        {
            host.Username(set.User);
            host.Password(set.Password);
            if (set.Tls) host.UseSsl(tls => tls.ServerName = set.Host);
        });
        rabbit.UseRawJsonSerializer(RawSerializerOptions.AnyMessageType, isDefault: true);
        rabbit.Publish<CaseEventTold>(exchange => exchange.ExchangeType = RabbitMQ.Client.ExchangeType.Topic);
        rabbit.Send<CaseEventTold>(send => send.UseRoutingKeyFormatter(c => c.Message.Name));
        rabbit.ReceiveEndpoint(InboundConsumer.Queue, endpoint =>
        {
            endpoint.PrefetchCount = 16;
            Inbound(context, endpoint);
        });
    }

    private static void InProcess(IBusRegistrationContext context, IInMemoryBusFactoryConfigurator memory) =>
        memory.ReceiveEndpoint(InboundConsumer.Queue, endpoint => Inbound(context, endpoint));

    // What has no id or no name is never right: it goes to the error queue at once.
    private static void Inbound(IBusRegistrationContext context, IReceiveEndpointConfigurator endpoint)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.UseMessageRetry(retry =>
        {
            retry.Exponential(20, TimeSpan.FromSeconds(1), s_longestRetry, TimeSpan.FromSeconds(2));
            retry.Ignore<ArgumentException>();
        });
        endpoint.ConfigureConsumer<InboundConsumer>(context);
    }
}
