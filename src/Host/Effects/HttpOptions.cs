namespace ReviewFlow.Host.Effects;

/// <summary>Requests of processes. Bound from the configuration section "ReviewFlow:Http".</summary>
public sealed class HttpOptions
{
    public const string Section = "ReviewFlow:Http";

    /// <summary>Hosts that processes may ask, as <c>host</c> (port 443) or <c>host:port</c>. None by default: nothing leaves the machine.</summary>
    public string[] AllowedHosts { get; init; } = [];

    /// <summary>Longest time for one request, in seconds.</summary>
    public int TimeoutSeconds { get; init; } = 10;
}
