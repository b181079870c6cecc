using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using ReviewFlow.Host.Api;
using ReviewFlow.Host.Effects;
using ReviewFlow.Host.Endpoints;
using ReviewFlow.Host.External;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Jobs;
using ReviewFlow.Host.Live;
using ReviewFlow.Host.Mail;
using ReviewFlow.Host.Messaging;
using ReviewFlow.Host.Pages;
using ReviewFlow.Host.Pages.Cases;
using ReviewFlow.Host.Pages.Designer;
using ReviewFlow.Host.Pages.Notices;
using ReviewFlow.Host.Pages.Shared;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Host.Studio;
using ReviewFlow.Host.Webhooks;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;

namespace ReviewFlow.Host.Startup;

/// <summary>The services, and the way of a request, in order.</summary>
public static class HostServices
{
    public static void AddReviewFlow(this IServiceCollection services, string connectionString, IHostEnvironment environment, IConfiguration configuration)
    {
        // Addresses of requests hold what people searched for; no setting brings them into the log.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning));
        services.AddOptions<ReviewFlowOptions>().BindConfiguration(ReviewFlowOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new CaseOptions(environment.IsDevelopment() && provider.GetRequiredService<IOptions<ReviewFlowOptions>>().Value.Demo));
        services.AddPersistence(connectionString);
        services.AddSignIn();
        services.AddRazorPages();
        services.AddScoped<Frame>().AddScoped<PageArea>();
        services.AddScoped<NoticeReader>();
        services.AddStepPages();
        services.AddExternal();
        services.AddCasePages();
        services.AddDesignerPages();
        services.AddSingleton<DemoClock>();
        services.AddTimers();
        services.AddMail(environment);
        services.AddMessaging(configuration);
        services.AddWebhooks();
        services.AddLive();
        services.AddJobs(connectionString);
        services.AddEffects();
        services.AddEndpoints();
        services.AddReviewFlowApi();
        services.AddStudio();
        services.AddHealthChecks();
        services.Configure<ForwardedHeadersOptions>(o => o.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
    }

    public static void UseReviewFlow(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        app.UseApiPaths();
        app.UseLiveDoor();
        app.UseStudioDoor();
        app.UseWhen(context => !ApiPaths.IsApi(context) && !StudioDoor.IsStudioApi(context), pages => pages.UseExceptionHandler("/problem").UseStatusCodePagesWithReExecute("/problem/{0}"));
        if (!app.Environment.IsDevelopment()) app.UseHsts();
        app.UseMiddleware<DatabaseAway>();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseExternalDoor();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = check => !check.Tags.Contains(MessagingRegistration.HealthTag) }).AllowAnonymous();
        app.MapRazorPages();
        app.MapReviewFlowApi();
        app.MapCalendarFeed();
        app.MapLive();
        app.MapEndpoints();
        app.MapStudio();
    }
}
