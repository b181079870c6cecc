using Microsoft.AspNetCore.DataProtection;
using ReviewFlow.Host.Pages.External;
using ReviewFlow.Persistence.Externals;

namespace ReviewFlow.Host.External;

/// <summary>People from outside: their door, their pages, the links by which they come.</summary>
public static class ExternalRegistration
{
    /// <summary>Area of the processes that people from outside take part in; its contacts are the ones they may ring.</summary>
    public const string Area = "plans";

    public static IServiceCollection AddExternal(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            var protector = provider.GetRequiredService<IDataProtectionProvider>().CreateProtector("ReviewFlow.Invitation");
            return new Seal(protector.Protect, protector.Unprotect);
        });
        services.AddScoped<OwnPage>();
        services.AddScoped<Evidence>();
        return services;
    }

    /// <summary>After signing in is known, before any page.</summary>
    public static void UseExternalDoor(this WebApplication app) => app.UseMiddleware<ExternalDoor>();
}
