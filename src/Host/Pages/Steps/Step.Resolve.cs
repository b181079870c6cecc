using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.Steps;

public sealed partial class StepModel
{
    // The conflict page posts the choices; the words themselves wait in the draft.
    private async Task<IActionResult> ResolveAsync(StepPost post, CancellationToken cancellation)
    {
        if (Step.Form is not { } form) return Back();
        var saves = form.Typed.Select(t => t with { Values = (JsonObject)t.Values.DeepClone(), Resolved = new Dictionary<string, int>(StringComparer.Ordinal) }).ToList();
        foreach (var choice in Choices(post.Posted))
        {
            if (saves.Find(s => s.SectionId == choice.Section) is { } save) Apply(choice, save, form);
        }

        var command = new SaveSections(post.OperationKey, User.Actor(), Step.Instance.Id, saves);
        return await cases.ApplyAsync(command, cancellation) switch
        {
            CaseOutcome.Refused refused => await AgainAsync(refused, post, cancellation),
            _ => await SettledAsync(saves, cancellation),
        };
    }

    private async Task<IActionResult> SettledAsync(List<SectionSave> saves, CancellationToken cancellation)
    {
        await work.ForgetAsync(Step, [.. saves.Select(s => s.SectionId)], User, cancellation);
        return Back("Saved as you chose. The text that you did not choose stays in the history.");
    }

    private static void Apply(Choice choice, SectionSave save, StepForm form)
    {
        var theirs = AnswerPath.Get(form.Saved[choice.Section] as JsonObject ?? [], choice.Path);
        if (choice.Keep == ConflictChoice.Other) AnswerPath.Set(save.Values, choice.Path, theirs);
        if (choice.Keep == ConflictChoice.Both) AnswerPath.Set(save.Values, choice.Path, JsonValue.Create(choice.Both));
        ((Dictionary<string, int>)save.Resolved!)[choice.Path] = choice.Version;
    }

    private static IEnumerable<Choice> Choices(IFormCollection posted)
    {
        for (var i = 0; posted.TryGetValue($"path.{i}", out var path); i++)
        {
            var version = int.TryParse(posted[$"at.{i}"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
            yield return new Choice(posted[$"section.{i}"].ToString(), path.ToString(), posted[$"keep.{i}"].ToString(), posted[$"both.{i}"].ToString(), version);
        }
    }

    private sealed record Choice(string Section, string Path, string Keep, string Both, int Version);
}
