namespace ReviewFlow.Host.Pages.Designer;

/// <summary>What the pages of the designer need.</summary>
public static class DesignerRegistration
{
    public static void AddDesignerPages(this IServiceCollection services)
    {
        services.AddScoped<DesignerGate>();
        services.AddScoped<DesignReader>();
        services.AddScoped<DesignNames>();
        services.AddScoped<Forms.FormsGate>();
    }
}
