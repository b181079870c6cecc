using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.Steps;

public sealed partial class StepModel
{
    /// <summary>Adds an empty row to a table (<c>issues.actions</c>) in the person's draft.</summary>
    private async Task<IActionResult> AddRowAsync(StepPost post, string table, CancellationToken cancellation)
    {
        var (section, field) = Path(table);
        var row = $"r{Guid.NewGuid():N}"[..13];
        if (post.Saves.FirstOrDefault(s => s.SectionId == section) is { } typed)
        {
            if (typed.Values[field] is not JsonArray rows) typed.Values[field] = rows = [];
            rows.Add((JsonNode)Offered(section, field, new JsonObject { ["id"] = row }));
        }

        await work.KeepAsync(Step, post.Saves, User, cancellation);
        return Back(at: $"{section}.{field}.{row}");
    }

    /// <summary>A new row with what its columns offer.</summary>
    private JsonObject Offered(string section, string table, JsonObject row) =>
        Step.Form is { } form && form.Definition.Sections.FirstOrDefault(s => s.Id == section) is { } known && known.Fields.FirstOrDefault(f => f.Id == table) is { } field
            ? Prefill.Row(form.Definition, known, field, row, form.Answers, form.Facts)
            : row;

    /// <summary>Asks before a row is taken away (<c>issues.actions.r1</c>).</summary>
    private async Task<IActionResult> RemoveRowAsync(StepPost post, string path, CancellationToken cancellation)
    {
        await work.KeepAsync(Step, post.Saves, User, cancellation);
        return path.Split('.') is [var section, var table, var row]
            ? RedirectToPage("RemoveRow", new { taskId = Step.Task.Id, section, table, row })
            : Back();
    }

    /// <summary>Goes to where rows are brought in; what was typed stays as the draft.</summary>
    private async Task<IActionResult> ImportAsync(StepPost post, string table, CancellationToken cancellation)
    {
        await work.KeepAsync(Step, post.Saves, User, cancellation);
        return RedirectToPage("Import", new { taskId = Step.Task.Id, table });
    }

    private async Task<IActionResult> CarryAsync(StepPost post, CancellationToken cancellation)
    {
        await work.KeepAsync(Step, post.Saves, User, cancellation);
        return await work.CarryAsync(Step, post.OperationKey, User, cancellation) switch
        {
            CaseOutcome.Done done => Back($"Unresolved actions of {Step.Previous?.Reference} are in the table.", (string?)done.Result["section"]),
            CaseOutcome.Refused refused => Back(refused.Message),
            _ => Back(),
        };
    }

    private static (string Section, string Field) Path(string path) => path.Split('.', 2) is [var section, var field] ? (section, field) : (path, "");
}
