namespace ReviewFlow.Host.Api;

/// <summary>The REST face: <c>/user-tasks…</c> and <c>/api/cases…</c>. Signed-in people only; JSON bodies; problem+json for refusals.</summary>
public static class ReviewFlowApi
{
    public static void MapReviewFlowApi(this WebApplication app)
    {
        UserTaskCommands.Map(app.MapGroup("/user-tasks").DisableAntiforgery());
    }
}
