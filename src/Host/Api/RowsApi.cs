using System.Security.Claims;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Files;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Api;

/// <summary>Rows of a spreadsheet into a table of a task's form: looked at (<c>add</c> false), or saved for everybody.</summary>
public static class RowsApi
{
    public static void Map(RouteGroupBuilder tasks) => tasks.MapPost("/{id}/rows", RowsAsync);

    /// <summary>Body: the table as <c>section.table</c>, the rows as they were copied, and whether those that fit are saved.</summary>
    public sealed record RowsBody(string? OperationId, string? Table, string? Rows, bool? Add);

    private static async Task<IResult> RowsAsync(string id, RowsBody body, ClaimsPrincipal user, StepReader reader, CaseTransaction cases, CancellationToken cancellation)
    {
        if (UserTaskCommands.Missing(("operationId", body.OperationId), ("table", body.Table), ("rows", body.Rows)) is { } missing) return missing;
        if (await reader.ReadAsync(user, id, cancellation) is not { } step) return Answers.NotFound();
        if (RowsIn.Of(step, body.Table) is not { } target) return Answers.Invalid("This table takes no rows from a spreadsheet, or it is not open to you.");
        if (body.Rows!.Length > SheetText.Longest) return Answers.Invalid("That is more than can be looked at in one go. Bring it in by parts.");
        var read = target.Read(SheetText.Rows(body.Rows), step.Form!.Facts);
        if (read.TooMany) return Answers.Invalid($"A table can have {FieldTypes.MostRows} rows at most.");
        var rows = read.Rows.Select(r => new { line = r.Line, cells = r.Cells, problems = r.Problems, already = r.Already, fits = r.Fits });
        if (body.Add != true) return Results.Json(new { added = 0, leftOut = read.LeftOut, rows });
        var fit = read.Rows.Where(r => r.Fits).ToList();
        if (fit.Count == 0) return Answers.Invalid("None of these rows can be added. " + string.Join(" ", read.Rows.SelectMany(r => r.Problems.Select(p => $"Row {r.Line}: {p}."))));
        var save = new SectionSave(target.Section.Id, step.Form!.Versions[target.Section.Id], target.With(step.Form, fit));
        return await cases.ApplyAsync(new SaveSections(body.OperationId!, user.Actor(), step.Instance.Id, [save]), cancellation) is CaseOutcome.Refused refused
            ? Answers.ToResult(refused)
            : Results.Json(new { added = fit.Count, leftOut = read.LeftOut, rows });
    }
}
