using ReviewFlow.Persistence.Cases;

namespace ReviewFlow.Host.Api;

/// <summary>What came of a command, as HTTP. One place for pages' status codes and for problem+json.</summary>
public static class Answers
{
    /// <summary>HTTP status of a refusal.</summary>
    public static int Status(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    /// <summary>The outcome as JSON: the result, or problem+json that says what is unmet.</summary>
    public static IResult ToResult(CaseOutcome outcome) => outcome switch
    {
        CaseOutcome.Done done => Results.Json(new { caseId = done.CaseId, instanceId = done.InstanceId, result = done.Result }),
        CaseOutcome.Refused { Kind: RefusalKind.NotFound } => NotFound(),
        CaseOutcome.Refused refused => Problem(refused),
        _ => throw new InvalidOperationException($"Unknown outcome {outcome.GetType().Name}."),
    };

    /// <summary>The same words for what is not there and for what one may not know of.</summary>
    public static IResult NotFound() =>
        Refusal(StatusCodes.Status404NotFound, Code(RefusalKind.NotFound), "This does not exist, or you may not see it.", Title(RefusalKind.NotFound));

    /// <summary>The request cannot be read.</summary>
    public static IResult Bad(string detail) => Refusal(StatusCodes.Status400BadRequest, "bad-request", detail);

    /// <summary>Something in it is missing or wrong.</summary>
    public static IResult Invalid(string detail) =>
        Refusal(StatusCodes.Status422UnprocessableEntity, Code(RefusalKind.Invalid), detail, Title(RefusalKind.Invalid));

    /// <summary>Any other refusal.</summary>
    public static IResult Refusal(int status, string code, string detail, string? title = null) => Results.Problem(
        title: title,
        detail: detail,
        statusCode: status,
        extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code });

    private static IResult Problem(CaseOutcome.Refused refused)
    {
        var more = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = Code(refused.Kind) };
        if (refused.Problems.Count > 0) more["problems"] = refused.Problems;
        if (refused.Conflicts.Count > 0) more["conflicts"] = refused.Conflicts;
        return Results.Problem(title: Title(refused.Kind), detail: refused.Message, statusCode: Status(refused.Kind), extensions: more);
    }

    private static string Code(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => "not-found",
        RefusalKind.Forbidden => "forbidden",
        RefusalKind.Conflict => "conflict",
        RefusalKind.Invalid => "invalid",
        _ => "busy",
    };

    private static string Title(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => "There is no such thing, or you may not see it.",
        RefusalKind.Forbidden => "You may not do this.",
        RefusalKind.Conflict => "Something has changed, or it is not its turn.",
        RefusalKind.Invalid => "Something is missing or wrong.",
        _ => "Somebody else is changing this case at this moment. Nothing was lost; try again.",
    };
}
