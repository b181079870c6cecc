using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Host.Forms;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Asks before a row is taken away; "No" is the way that changes nothing.</summary>
public sealed class RemoveRowModel(StepReader reader, StepWork work) : AskPage
{
    public StepView Step { get; private set; } = null!;

    public TableView Table { get; private set; } = null!;

    public JsonObject Row { get; private set; } = null!;

    [BindProperty(SupportsGet = true, Name = "section")]
    public string SectionId { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "table")]
    public string TableId { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "row")]
    public string RowId { get; set; } = "";

    /// <summary>Where the focus returns to.</summary>
    public string BackTo => $"/work/{Step.Task.Id}#{FieldNames.Row(SectionId, TableId, RowId)}";

    public async Task<IActionResult> OnGetAsync(string taskId, CancellationToken cancellation) =>
        await LoadAsync(taskId, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string taskId, CancellationToken cancellation)
    {
        if (!await LoadAsync(taskId, cancellation)) return NotFound();
        var form = Step.Form!;
        var typed = form.Typed.FirstOrDefault(t => t.SectionId == SectionId);
        var values = (JsonObject?)typed?.Values.DeepClone() ?? [];
        values[TableId] = new JsonArray([.. Table.Rows.Where(r => r.Id != RowId).Select(r => (JsonNode)Open(r.Id, r.Cells))]);
        await work.KeepAsync(Step, [new SectionSave(SectionId, form.Versions[SectionId], values)], User, cancellation);
        return Redirect($"/work/{taskId}#{Table.Path}");
    }

    private async Task<bool> LoadAsync(string taskId, CancellationToken cancellation)
    {
        if (await reader.ReadAsync(User, taskId, cancellation) is not { Form: { } form } step || step.Show([]) is not { } view) return false;
        var section = form.Definition.Sections.FirstOrDefault(s => s.Id == SectionId);
        var table = section?.Fields.FirstOrDefault(f => f.Id == TableId && f.Type == FormFieldType.Table);
        if (section is null || table is null || !view.IsOpen(section, table)) return false;
        (Step, Table) = (step, new TableView(view, section, table));
        var row = Table.Rows.FirstOrDefault(r => r.Id == RowId);
        Row = row.Cells;
        return row.Id is not null;
    }

    // Only what could be typed is posted back; the rest of a row stays as it is saved.
    private JsonObject Open(string id, JsonObject cells)
    {
        var row = new JsonObject { ["id"] = id };
        foreach (var cell in Table.Open(id, cells)) row[cell.Field.Id] = cells[cell.Field.Id]?.DeepClone();
        return row;
    }
}
