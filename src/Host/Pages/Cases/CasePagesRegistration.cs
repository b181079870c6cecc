using ReviewFlow.Host.Pages.Disputes;
using ReviewFlow.Host.Pages.People;
using ReviewFlow.Persistence.Audits;

namespace ReviewFlow.Host.Pages.Cases;

/// <summary>Readers of the pages about a case and a person.</summary>
public static class CasePagesRegistration
{
    public static IServiceCollection AddCasePages(this IServiceCollection services)
    {
        services.AddSingleton<AuditVerifier>();
        services.AddScoped<CaseSheetReader>();
        services.AddScoped<CaseMap>();
        services.AddScoped<CaseDocuments>();
        services.AddScoped<CaseSignatures>();
        services.AddScoped<InstanceForms>();
        services.AddScoped<ChildBannerReader>();
        services.AddScoped<CasePageReader>();
        services.AddScoped<OfferReader>();
        services.AddScoped<PersonGate>();
        services.AddScoped<StartMenu>();
        services.AddScoped<ConcernRecorder>();
        services.AddScoped<PersonSummaryReader>();
        services.AddScoped<DisputeList>();
        services.AddScoped<TimeAway.Handover>();
        services.AddScoped<Load.PersonWork>();
        services.AddScoped<Reviews.ReviewList>();
        services.AddScoped<Plans.PlanList>();
        services.AddScoped<Plans.PlanReader>();
        services.AddScoped<Plans.PlanMeetings>();
        services.AddScoped<Versions.VersionDoor>();
        return services;
    }
}
