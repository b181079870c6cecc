using Microsoft.AspNetCore.HttpOverrides;
using ReviewFlow.Host.Api;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages;
using ReviewFlow.Persistence;

namespace ReviewFlow.Host.Startup;

/// <summary>The services, and the way of a request, in order.</summary>
public static class HostServices
{
    public static void AddReviewFlow(this IServiceCollection services, string connectionString)
    {
        services.AddOptions<HostOptions>().BindConfiguration(HostOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(TimeProvider.System);
        services.AddPersistence(connectionString);
        services.AddSignIn();
        services.AddPages();
        services.AddProblemDetails();
        services.AddHealthChecks();
        services.Configure<ForwardedHeadersOptions>(o => o.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
    }

    public static void UseReviewFlow(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler("/problem");
        app.UseStatusCodePagesWithReExecute("/problem/{0}");
        if (!app.Environment.IsDevelopment()) app.UseHsts();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapHealthChecks("/health/live").AllowAnonymous();
        app.MapRazorPages();
        app.MapReviewFlowApi();
    }
}
