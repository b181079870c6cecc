using System.ComponentModel.DataAnnotations;

namespace ReviewFlow.Host.Messaging;

/// <summary>How other systems are told and heard. Bound from "ReviewFlow:Messaging".</summary>
public sealed class MessagingOptions
{
    public const string Section = "ReviewFlow:Messaging";

    /// <summary>RabbitMQ server; empty: messages stay within this process.</summary>
    public string Host { get; init; } = "";

    /// <summary>5672, or 5671 with TLS.</summary>
    [Range(1, 65535)] public int Port { get; init; } = 5672;

    public string VirtualHost { get; init; } = "/";

    public string User { get; init; } = "guest";

    /// <summary>Its password. By environment or a secret store, never in a file of the repository.</summary>
    public string Password { get; init; } = "guest";

    /// <summary>Whether the connection is encrypted; the server's certificate is checked against its name.</summary>
    public bool Tls { get; init; }

    /// <summary>Seconds after which telling the broker is given up and tried again later.</summary>
    [Range(1, 50)] public int TimeoutSeconds { get; init; } = 10;

    /// <summary>Whether there is a broker outside this process.</summary>
    public bool HasBroker => Host.Length > 0;
}
