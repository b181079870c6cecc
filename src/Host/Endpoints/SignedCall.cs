using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ReviewFlow.Host.Endpoints;

/// <summary>Whether a call comes from who knows the secret, and just now: <c>t=&lt;unix seconds&gt;,v1=&lt;hex&gt;</c>.</summary>
public static class SignedCall
{
    public const string Header = "ReviewFlow-Signature";

    /// <summary>Made by the caller, the same at every attempt.</summary>
    public const string Delivery = "ReviewFlow-Delivery";

    /// <summary>How old or how far ahead a call may be.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>The signature over time, delivery, method, path with query, and body.</summary>
    public static string Sign(string secret, long at, string delivery, string method, string target, byte[] body)
    {
        byte[] text = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{at}.{delivery}.{method} {target}.")), .. body];
        return string.Create(CultureInfo.InvariantCulture, $"t={at},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), text))}");
    }

    /// <summary>Whether the signature is right and fresh. Takes the same time whatever is wrong with it.</summary>
    public static bool IsRight(string? given, string secret, DateTimeOffset now, string delivery, string method, string target, byte[] body)
    {
        if (given?.Split(',') is not [['t', '=', .. var when], ..] || !long.TryParse(when, NumberStyles.None, CultureInfo.InvariantCulture, out var at)) return false;
        var wanted = Sign(secret, at, delivery, method, target, body);
        var same = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(wanted), Encoding.UTF8.GetBytes(given));
        return same && Math.Abs(now.ToUnixTimeSeconds() - at) <= Tolerance.TotalSeconds;
    }
}
