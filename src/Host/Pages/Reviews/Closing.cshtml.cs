using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Engine.Time;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Cases;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Reviews;

/// <summary>One thing that stops closing, as the page says it.</summary>
/// <param name="What">In words.</param>
/// <param name="Holder">Who holds it.</param>
/// <param name="Due">Until when; null where nothing is set.</param>
/// <param name="Link">Where the reader can do it, or read of it.</param>
public sealed record ClosingRow(string What, string Holder, DueWords? Due, string? Link);

/// <summary>What still stops a review from being closed and who holds it, weeks before (ruling 30).</summary>
public sealed class ClosingModel(CaseHeadReader heads, ReviewClosingReader reader, FactsCache facts) : PageModel
{
    public CaseHead Head { get; private set; } = null!;

    public ReviewClosing Review { get; private set; } = null!;

    public IReadOnlyList<ClosingRow> Blocks { get; private set; } = [];

    public IReadOnlyList<ClosingRow> Last { get; private set; } = [];

    public bool Over => Review.Case.Row.Stage is "Closed" or "Withdrawn" or "Voided";

    public async Task<IActionResult> OnGetAsync(string caseId, CancellationToken cancellation)
    {
        if (await heads.ReadAsync(User, caseId, CaseAction.Read, cancellation) is not { } head || await reader.ReadAsync(User.Actor(), caseId, cancellation) is not { } review) return NotFound();
        (Head, Review) = (head, review);
        var reading = Reading.Of(Head.Entry, await facts.GetAsync(cancellation));
        (Blocks, Last) = ([.. review.Blocks.Select(b => Row(b, reading))], [.. review.Last.Select(b => Row(b, reading))]);
        return Page();
    }

    private static ClosingRow Row(ClosingLine line, Reading reading)
    {
        var holder = line switch
        {
            { Task: { } task } => CaseWork.HolderToday(task, reading),
            { Block.Action.OwnerId: { } owner } => reading.Organisation.NameOf(owner),
            _ => "the operational service manager",
        };
        var mine = line.Task is { } own && reading.IsOwn(TaskFace.Item(own));
        var link = mine ? $"/work/{line.Task!.Id}" : line.Block.Action is { } action ? $"/actions/{action.Id}" : null;
        return new ClosingRow(line.Block.What, holder, line.Task?.DueAt is { } due ? DueWords.For(due, reading.Now, reading.Calendar) : null, link);
    }
}
