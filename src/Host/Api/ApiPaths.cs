namespace ReviewFlow.Host.Api;

/// <summary>Which requests are for machines: they get statuses and problem+json, never a page.</summary>
public static class ApiPaths
{
    private static readonly string[] s_caseActs = ["timeline", "acknowledge", "immediate-concern"];

    /// <summary>Whether the request is for the REST face.</summary>
    public static bool IsApi(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/user-tasks") || context.Request.Path.StartsWithSegments("/api");

    /// <summary>Errors as problem+json, and the door in front of every change. Comes before routing.</summary>
    public static void UseApiPaths(this IApplicationBuilder app)
    {
        app.Use((context, next) =>
        {
            if (IsJsonOfCase(context.Request)) context.Request.Path = "/api" + context.Request.Path;
            return next(context);
        });
        app.UseWhen(IsApi, api => api
            .UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = e => e is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError })
            .UseStatusCodePages()
            .UseMiddleware<ApiDoor>());
    }

    // A page has the same address; it is for whoever wants HTML.
    private static bool IsJsonOfCase(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();
        if (!accept.Contains("application/json", StringComparison.OrdinalIgnoreCase) || accept.Contains("text/html", StringComparison.OrdinalIgnoreCase)) return false;
        var parts = (request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts is ["cases"] or ["cases", _] || (parts is ["cases", _, var act] && s_caseActs.Contains(act, StringComparer.Ordinal));
    }
}
