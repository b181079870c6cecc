using ReviewFlow.Persistence.Attachments;
using ReviewFlow.Persistence.Cases;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Services of the pages on which a person works a task.</summary>
public static class StepServices
{
    public static IServiceCollection AddStepPages(this IServiceCollection services) => services
        .AddScoped<DraftStore>()
        .AddScoped<CaseGate>()
        .AddScoped<CaseHeadReader>()
        .AddScoped<AttachmentStore>()
        .AddScoped<StepReader>()
        .AddScoped<StepWork>()
        .AddScoped<SigningProof>()
        .AddScoped<Signing>();
}
