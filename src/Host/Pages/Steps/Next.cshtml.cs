using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Host.Forms;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>The choice that ends a step and creates the next. What each way demands is decided by the rules when it is posted.</summary>
public sealed class NextModel(StepReader reader, StepWork work, ReviewFlowDbContext db) : AskPage
{
    public const string Choice = "choice";
    public const string Scheduled = "scheduledFor";

    public StepView Step { get; private set; } = null!;

    public IReadOnlyList<TaskAction> Options => [.. Step.Item.Actions];

    /// <summary>Files on the case, for a way that needs one.</summary>
    public int Files { get; private set; }

    public async Task<IActionResult> OnGetAsync(string taskId, CancellationToken cancellation)
    {
        if (!await LoadAsync(taskId, cancellation)) return NotFound();
        return Step is { IsMine: true, Item.Kind: TaskKind.NextAction } ? Page() : RedirectToPage("Step", new { taskId });
    }

    public async Task<IActionResult> OnPostAsync(string taskId, CancellationToken cancellation)
    {
        if (!await LoadAsync(taskId, cancellation)) return NotFound();
        var post = await PostAsync(null, cancellation);
        if (await work.DoneBeforeAsync(post.OperationKey, User, cancellation) is { } before) return After(before);
        if (post.Text(Choice) is not { } choice) return Again("Choose what follows", Choice);
        if (post.Text(Scheduled) is { } typed && !TypedDate.TryRead(typed, out _)) return Again("The day on which it starts must be a real date, like 26 6 2026", Scheduled);
        var command = new ActOnTask(post.OperationKey, User.Actor(), taskId, post.Revision, choice, ValuesOf(post));
        return await work.ActAsync(Step, post, command, User, cancellation) switch
        {
            CaseOutcome.Refused refused => await LoadAsync(taskId, cancellation) ? Again(refused, FieldOf(refused.Message)) : NotFound(),
            var done => After((CaseOutcome.Done)done),
        };
    }

    private static JsonObject ValuesOf(StepPost post)
    {
        var values = new JsonObject();
        foreach (var name in new[] { "note", "reason" })
        {
            if (post.Text(name) is { } text) values[name] = text;
        }

        if (TypedDate.TryRead(post.Text(Scheduled), out var day)) values[Scheduled] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return values;
    }

    private static string FieldOf(string message) =>
        message.Contains("why", StringComparison.OrdinalIgnoreCase) ? "reason"
        : message.Contains("note", StringComparison.OrdinalIgnoreCase) ? "note"
        : Choice;

    private async Task<bool> LoadAsync(string taskId, CancellationToken cancellation)
    {
        if (await reader.ReadAsync(User, taskId, cancellation) is not { } step) return false;
        Step = step;
        Files = await db.Attachments.CountAsync(a => a.CaseId == step.Case.Id && a.AttachedAt != null, cancellation);
        return true;
    }

    private IActionResult After(CaseOutcome.Done done) => (string?)done.Result["nextTaskId"] is { } next ? RedirectToPage("Step", new { taskId = next }) : Redirect($"/cases/{done.CaseId}");
}
