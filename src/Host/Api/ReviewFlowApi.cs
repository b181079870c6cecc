using System.Text.Json.Serialization;

namespace ReviewFlow.Host.Api;

/// <summary>
/// The REST face: <c>/user-tasks…</c> (also under <c>/api</c>) and <c>/api/cases…</c> (also <c>/cases…</c> for who accepts
/// JSON and not HTML). Signed-in people only; JSON bodies; problem+json for refusals.
/// </summary>
public static class ReviewFlowApi
{
    public static void AddReviewFlowApi(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = false);
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
            o.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            o.SerializerOptions.AllowDuplicateProperties = false;
        });
        services.AddScoped<CaseReading>();
        services.AddScoped<UserTaskReading>();
        services.AddScoped<ClockReading>();
        services.AddScoped<SignaturePart>();
        services.AddScoped<ActionWords>();
    }

    public static void MapReviewFlowApi(this WebApplication app)
    {
        foreach (var prefix in (string[])["/user-tasks", "/api/user-tasks"])
        {
            var tasks = app.MapGroup(prefix).DisableAntiforgery();
            UserTaskLists.Map(tasks);
            UserTaskDetails.Map(tasks);
            UserTaskCommands.Map(tasks);
            RowsApi.Map(tasks);
        }

        var cases = app.MapGroup("/api/cases").DisableAntiforgery();
        CaseReads.Map(cases);
        CaseCommands.Map(cases);
        ReviewApi.Map(cases);
        ActionApi.Map(app.MapGroup("/api/actions").DisableAntiforgery());
        ValueListApi.Map(app.MapGroup("/api/value-lists").DisableAntiforgery());
        MigrationApi.Map(app.MapGroup("/api/migrations").DisableAntiforgery());
        app.Map("/api/{**rest}", () => Answers.NotFound());
    }
}
