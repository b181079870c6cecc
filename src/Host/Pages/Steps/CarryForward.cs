using System.Text.Json.Nodes;
using ReviewFlow.Workflows.Disputes;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Whether "carry forward unresolved actions" is offered. What it does is the command's business.</summary>
internal static class CarryForward
{
    /// <summary>Whether there is anything left to carry into the form, and its table is open to the person.</summary>
    public static bool AddsTo(StepForm form, PreviousStep previous)
    {
        if (CarriedActions.TableOf(form.Definition) is not var (section, table) || !form.OpenPaths.Contains(FormPath.InForm(section.Id, table.Id))) return false;
        if (previous.Form is null || CarriedActions.TableOf(previous.Form) is not var (from, source)) return false;
        var there = form.Content(section.Id)[table.Id] as JsonArray;
        return previous.Answers[from.Id]?[source.Id] is JsonArray rows
            && CarriedActions.Into(table, there, source, rows, previous.Reference).Count > (there?.Count ?? 0);
    }
}
