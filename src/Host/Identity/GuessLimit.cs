using System.Globalization;
using System.Threading.RateLimiting;

namespace ReviewFlow.Host.Identity;

/// <summary>
/// Guessing passwords of many accounts from one place is slowed down; guessing those of one account locks it
/// (see <see cref="SignInRegistration"/>).
/// </summary>
public static class GuessLimit
{
    /// <summary>Tries from one address in a <see cref="Window"/>: enough for an office that begins work behind one address.</summary>
    public const int Tries = 60;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private static readonly string[] s_doors = ["/sign-in", "/set-password", "/invitation"];

    internal static void AddGuessLimit(this IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(PartitionOf);
        limits.OnRejected = (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = Window.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
    });

    private static RateLimitPartition<string> PartitionOf(HttpContext context) => IsGuess(context.Request)
        ? RateLimitPartition.GetFixedWindowLimiter($"{context.Connection.RemoteIpAddress}", _ => new FixedWindowRateLimiterOptions { PermitLimit = Tries, Window = Window })
        : RateLimitPartition.GetNoLimiter("");

    // Choosing a demo person is no guess: it has no password, and exists on this machine only.
    private static bool IsGuess(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && s_doors.Any(door => request.Path.Equals(door, StringComparison.OrdinalIgnoreCase)) && request.Query["handler"] != "Demo";
}
