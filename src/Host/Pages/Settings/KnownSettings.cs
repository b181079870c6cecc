using System.Net.Mail;

namespace ReviewFlow.Host.Pages.Settings;

/// <summary>What an administrator sets about the organisation, and when a value is good.</summary>
public static class KnownSettings
{
    /// <summary>Begins the keys of whom to ring: <c>ring.1</c>, <c>ring.2</c>, … in the order in which they are shown (ruling 1).</summary>
    public const string Ring = "ring.";

    /// <summary>Most people or services to ring; more would not be read in a hurry.</summary>
    public const int MostToRing = 6;

    private const int Longest = 200;

    /// <summary>Key under which the address of a process's policy is kept (ruling 11).</summary>
    public static string PolicyKey(string area) => $"policy.{area}.url";

    /// <summary>What is wrong with a value; null for nothing. An empty value takes the setting away.</summary>
    public static string? Problem(string key, string title, string value) => value.Length switch
    {
        0 => null,
        > Longest => $"{title} must be {Longest} characters or fewer",
        _ when key == "duty.email" && !MailAddress.TryCreate(value, out _) => "The duty team’s mail address must look like name@example.org",
        _ when key.StartsWith("policy.", StringComparison.Ordinal) && !IsWebAddress(value) => $"{title}: write an address that begins with https://",
        _ => null,
    };

    /// <summary>Whether a text is an address that a page may link to.</summary>
    public static bool IsWebAddress(string value) => Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps;
}
