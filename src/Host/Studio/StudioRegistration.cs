using Microsoft.AspNetCore.Authorization;
using ReviewFlow.Host.Studio.Definitions;
using ReviewFlow.Host.Studio.Hosting;
using ReviewFlow.Host.Studio.Instances;
using ReviewFlow.Host.Studio.Palette;

namespace ReviewFlow.Host.Studio;

/// <summary>The designer: Elsa Studio's files under <c>/studio</c>, and what it calls under <c>/elsa/api</c>.</summary>
public static class StudioRegistration
{
    public static void AddStudio(this IServiceCollection services)
    {
        services.AddSingleton<StudioPackage>();
        services.AddSingleton<IAuthorizationHandler, DesignerOnly>();
        services.AddAuthorizationBuilder().AddPolicy(DesignerOnly.Policy, p => p.RequireAuthenticatedUser().AddRequirements(new DesignerOnly.Requirement()));
        services.AddSingleton<PaletteReader>();
        services.AddSingleton<DefinitionGate>();
        services.AddSingleton<StudioDefinitions>();
        services.AddScoped<RunReader>();
        services.AddSignalR();
        services.AddSingleton<RunWatch>();
        services.AddHostedService(p => p.GetRequiredService<RunWatch>());
    }

    /// <summary>Errors of the API as JSON, and the door in front of it. Comes before routing.</summary>
    public static void UseStudioDoor(this IApplicationBuilder app) => app.UseWhen(StudioDoor.IsStudioApi, api => api
        .UseExceptionHandler(errors => errors.Run(context => StudioAnswers
            .Refused("Something went wrong on the server. Nothing was lost; try again.", StatusCodes.Status500InternalServerError).ExecuteAsync(context)))
        .UseStatusCodePages(context => StudioAnswers.Refused(Words(context.HttpContext.Response.StatusCode), context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext))
        .UseMiddleware<StudioDoor>());

    public static void MapStudio(this WebApplication app)
    {
        MapPages(app.MapGroup("/studio").RequireAuthorization(DesignerOnly.Policy));
        app.MapGet("/workflows/{**rest}", (string? rest, HttpContext context) => Results.LocalRedirect($"/studio/workflows/{rest}{context.Request.QueryString}")).RequireAuthorization(DesignerOnly.Policy);
        var api = app.MapGroup("/elsa/api").RequireAuthorization(DesignerOnly.Policy).DisableAntiforgery();
        DefinitionReads.Map(api);
        DefinitionWrites.Map(api);
        DefinitionFiles.Map(api);
        DefinitionGraph.Map(api);
        DefinitionBulk.Map(api);
        DefinitionRuns.Map(api);
        Descriptors.Map(api);
        RunReads.Map(api);
        RunCommands.Map(api);
        RunExport.Map(api);
        ExecutionReads.Map(api);
        app.MapHub<RunHub>("/elsa/hubs/workflow-instance").RequireAuthorization(DesignerOnly.Policy);
        api.Map("{**rest}", StudioAnswers.NotFound);
    }

    private static void MapPages(RouteGroupBuilder studio)
    {
        studio.MapGet("", () => Results.LocalRedirect("/studio/workflows/definitions"));
        studio.MapGet("workflows/definitions", (StudioPackage p) => StudioPage.Of(p, "Processes", "elsa-workflow-definition-list"));
        studio.MapGet("workflows/definitions/{id}/edit", (StudioPackage p, string id) => StudioPage.Of(p, "Process", "elsa-workflow-definition-editor", id));
        studio.MapGet("workflows/instances", (StudioPackage p) => StudioPage.Of(p, "Runs", "elsa-workflow-instance-list"));
        studio.MapGet("workflows/instances/{id}/view", (StudioPackage p, string id) => StudioPage.Of(p, "Run", "elsa-workflow-instance-viewer", id));
        studio.MapMethods("{**path}", ["GET", "HEAD"], (HttpContext context, string path, StudioPackage package) => StudioFiles.ServeAsync(context, path, package));
    }

    private static string Words(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "Sign in first.",
        StatusCodes.Status403Forbidden => "Only process designers may do this.",
        StatusCodes.Status404NotFound => "This does not exist.",
        StatusCodes.Status405MethodNotAllowed => "This cannot be done here.",
        _ => "This cannot be done.",
    };
}
