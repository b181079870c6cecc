using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using ReviewFlow.Host.Api;
using ReviewFlow.Host.Startup;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Host.Identity;

/// <summary>Accounts, the cookie, and "nothing without signing in".</summary>
public static class SignInRegistration
{
    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddIdentityCore<Account>(Passwords)
            .AddEntityFrameworkStores<ReviewFlowDbContext>()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<PersonPrincipalFactory>()
            .AddDefaultTokenProviders();
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme);
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<IOptions<ReviewFlowOptions>>(Cookie);
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = TimeSpan.FromMinutes(1));
        services.Configure<DataProtectionTokenProviderOptions>(o => o.TokenLifespan = TimeSpan.FromDays(1));
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = 210_000);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddDataProtection().SetApplicationName("ReviewFlow");
        services.AddOptions<KeyManagementOptions>().Configure<IServiceScopeFactory>((keys, scopes) => keys.XmlRepository = new KeyRing(scopes));
        services.AddGuessLimit();
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "reviewflow-form";
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        return services;
    }

    private static void Passwords(IdentityOptions options)
    {
        // Length over composition (NCSC); lock-out against guessing.
        options.Password.RequiredLength = 12;
        options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
        options.Password.RequiredUniqueChars = 5;
        options.Lockout.MaxFailedAccessAttempts = 10;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        options.User.RequireUniqueEmail = false;
    }

    private static void Cookie(CookieAuthenticationOptions cookie, IOptions<ReviewFlowOptions> host)
    {
        cookie.Cookie.Name = "reviewflow";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = TimeSpan.FromMinutes(host.Value.IdleMinutes);
        cookie.SlidingExpiration = true;
        cookie.LoginPath = "/sign-in";
        cookie.AccessDeniedPath = "/not-allowed";
        cookie.Events.OnSigningIn = SessionLimit.BeginAsync;
        cookie.Events.OnValidatePrincipal = SessionLimit.ValidateAsync;
        // A page that lies open and listens is nobody at work.
        cookie.Events.OnCheckSlidingExpiration = context =>
        {
            if (context.Request.Path.StartsWithSegments("/live")) context.ShouldRenew = false;
            return Task.CompletedTask;
        };
        // A REST client wants a status, not a sign-in page.
        cookie.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
    }

    private static Task Answer(Microsoft.AspNetCore.Authentication.RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (ApiPaths.IsApi(context.HttpContext) || context.Request.Path.StartsWithSegments("/elsa"))
            context.Response.StatusCode = status;
        else
            context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
