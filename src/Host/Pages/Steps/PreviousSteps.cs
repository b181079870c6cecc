using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Definitions;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Finds the step before this one: the one that its input names (ruling 22).</summary>
internal static class PreviousSteps
{
    public static async Task<PreviousStep?> ReadAsync(ReviewFlowDbContext db, DefinitionStore definitions, StepRows rows, StepForm? form, CancellationToken cancellation)
    {
        if (rows.Instance.Input is not { } input || JsonNode.Parse(input)?["previousInstanceId"] is not JsonValue value || !value.TryGetValue<string>(out var id)) return null;
        // Of the same case, so that whoever may see this step may see that one.
        var before = await db.Instances.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id && i.CaseId == rows.Case.Id, cancellation);
        if (before is null) return null;
        var documents = await db.Documents.AsNoTracking().Where(d => d.InstanceId == id).ToListAsync(cancellation);
        var previous = before is { FormId: { } formId, FormVersion: { } version } ? await definitions.FormAsync(formId, version, cancellation) : null;
        var answers = new JsonObject(documents.Select(d => KeyValuePair.Create(d.SectionId, JsonNode.Parse(d.Content))));
        var step = new PreviousStep(id, before.Reference ?? before.Title, before.Title, previous, answers, CanCarry: false);
        return step with { CanCarry = form is not null && CarryForward.AddsTo(form, step) };
    }
}
