namespace ReviewFlow.Host.Webhooks;

/// <summary>Where webhooks may go. Bound from "ReviewFlow:Webhooks". Whoever runs the machine decides this, not whoever administers the application.</summary>
public sealed class WebhookOptions
{
    public const string Section = "ReviewFlow:Webhooks";

    /// <summary>Hosts that may be told, as <c>name</c> (port 443) or <c>name:port</c>. Empty: none.</summary>
    public string[] AllowedHosts { get; init; } = [];

    /// <summary>Networks within the organisation that may be reached, as <c>10.1.2.0/24</c>; else only public addresses.</summary>
    public string[] AllowedNetworks { get; init; } = [];

    /// <summary>File (PEM) of an authority of one's own that receivers' certificates may come from; empty for the machine's.</summary>
    public string CertificateAuthority { get; init; } = "";
}
