using Microsoft.AspNetCore.Http.Connections;

namespace ReviewFlow.Host.Live;

/// <summary>What open pages hear without being loaded again. Every page works without it.</summary>
public static class LiveRegistration
{
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSignalR();
        services.AddSingleton<OpenPages>();
        services.AddHostedService<NoticeListener>();
        return services;
    }

    /// <summary>Before routing: a page of another site gets no connection, whatever cookies its browser sends.</summary>
    public static void UseLiveDoor(this WebApplication app) => app.Use((context, next) =>
    {
        if (!context.Request.Path.StartsWithSegments("/live") || IsOurs(context.Request)) return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    public static void MapLive(this WebApplication app) => app.MapHub<NoticeHub>(NoticeHub.Path, options =>
    {
        options.Transports = HttpTransportType.WebSockets;
        options.CloseOnAuthenticationExpiration = true;
        options.ApplicationMaxBufferSize = 1024;
    }).RequireAuthorization();

    private static bool IsOurs(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin"
        && (request.Headers.Origin.ToString() is var origin && (origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value)));
}
