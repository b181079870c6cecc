using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ReviewFlow.Engine.Execution;

/// <summary>The hash by which a stimulus finds its bookmarks.</summary>
public static class BookmarkHash
{
    /// <summary>Upper-case hex SHA-256 of name, payload JSON and activity-instance id joined by <c>|</c>; empty parts are left out.</summary>
    public static string Compute(string name, JsonObject? payload, string? activityInstanceId = null)
    {
        var parts = new[] { name, payload?.ToJsonString(), activityInstanceId }.Where(p => !string.IsNullOrEmpty(p));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', parts))));
    }
}
