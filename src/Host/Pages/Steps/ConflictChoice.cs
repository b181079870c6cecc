using System.Text.Json.Nodes;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>One answer that two people changed differently, as the page shows it for choosing.</summary>
/// <param name="Index">Number on the page, from 0.</param>
/// <param name="Conflict">Both texts and the start.</param>
/// <param name="Theirs">Their value as it is saved now.</param>
/// <param name="Version">Version of the section that holds it; the choice is made against this one.</param>
/// <param name="Joined">Both texts joined; null where joining makes no sense.</param>
public sealed record ConflictChoice(int Index, FieldConflict Conflict, JsonNode? Theirs, int Version, string? Joined)
{
    public const string Mine = "mine";
    public const string Other = "theirs";
    public const string Both = "both";

    public static IReadOnlyList<ConflictChoice> Of(IReadOnlyList<FieldConflict> conflicts, StepForm? form) => form is null
        ? []
        : [.. conflicts.Select((conflict, index) => Choice(conflict, index, form))];

    private static ConflictChoice Choice(FieldConflict conflict, int index, StepForm form)
    {
        var saved = form.SavedSections.FirstOrDefault(s => s.SectionId == conflict.SectionId);
        var theirs = saved is null ? conflict.Theirs : AnswerPath.Get(saved.Content, conflict.Path);
        return new ConflictChoice(index, conflict, theirs, saved?.Version ?? 0, ConflictText.Join(conflict.Start, conflict.Mine, theirs));
    }
}
