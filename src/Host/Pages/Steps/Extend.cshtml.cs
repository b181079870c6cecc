using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Host.Forms;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Agrees a later date. The old one stays visible, and a miss stays counted (ruling 4).</summary>
public sealed class ExtendModel(StepReader reader, CaseTransaction cases, OrganisationCache organisations) : TaskAskPage(reader, cases)
{
    /// <summary>How often and how far, in words.</summary>
    public string Bound { get; private set; } = "";

    protected override async Task<bool> LoadAsync(string taskId, CancellationToken cancellation)
    {
        if (!await base.LoadAsync(taskId, cancellation)) return false;
        var bound = ExtensionBound.Of(await organisations.SettingsAsync(cancellation));
        Bound = $"You can move a date {(bound.Most == 1 ? "once" : $"{bound.Most} times")}, by at most {UkWords.Count(bound.WorkingDays, "working day")}. The IRO Manager can go further.";
        return true;
    }

    public async Task<IActionResult> OnPostAsync(string taskId, CancellationToken cancellation)
    {
        if (!await LoadAsync(taskId, cancellation)) return NotFound();
        var post = await PostAsync(null, cancellation);
        if (!TypedDate.TryRead(post.Text("newDueOn"), out var day)) return Again("Enter the new date, like 26 6 2026", "newDueOn");
        return post.Text("reason") is { } reason
            ? await ApplyAsync(new ExtendClock(post.OperationKey, Actor, taskId, post.Revision, day, reason), "newDueOn", cancellation)
            : Again("Write why the date moves", "reason");
    }
}
