using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Persistence.Cases;

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
            rows.Add((JsonNode)new JsonObject { ["id"] = row });
        }

        await work.KeepAsync(Step, post.Saves, User, cancellation);
        return Back(at: $"{section}.{field}.{row}");
    }

    /// <summary>Asks before a row is taken away (<c>issues.actions.r1</c>).</summary>
    private async Task<IActionResult> RemoveRowAsync(StepPost post, string path, CancellationToken cancellation)
    {
        await work.KeepAsync(Step, post.Saves, User, cancellation);
        return path.Split('.') is [var section, var table, var row]
            ? RedirectToPage("RemoveRow", new { taskId = Step.Task.Id, section, table, row })
            : Back();
    }

    private async Task<IActionResult> CarryAsync(StepPost post, CancellationToken cancellation)
    {
        await work.KeepAsync(Step, post.Saves, User, cancellation);
        if (!await LoadAsync(Step.Task.Id, cancellation)) return NotFound();
        if (Step is not { Previous: { } previous, Form: { } form } || CarryForward.TargetOf(form) is not { } target) return Back();
        var content = CarryForward.Into(target, form.Content(target.Id), previous);
        await work.KeepAsync(Step, [new SectionSave(target.Id, form.Versions[target.Id], content)], User, cancellation);
        return Back($"Unresolved actions of {previous.Reference} are in the table. Save to show them to others.", target.Id);
    }

    private static (string Section, string Field) Path(string path) => path.Split('.', 2) is [var section, var field] ? (section, field) : (path, "");
}
