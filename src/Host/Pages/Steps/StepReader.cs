using System.Security.Claims;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Cases;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Reads what the page of a step shows. Nothing is decided here that the rules do not decide.</summary>
public sealed class StepReader(ReviewFlowDbContext db, CaseGate gate, DefinitionStore definitions, FactsCache facts, ChildBannerReader banners, OfferReader offers, ReviewClosingReader closing)
{
    private const string Closing = "closing";

    // The rest stands on the page of what still stops closing.
    private const int MostNamed = 3;

    /// <summary>The step of a task; null when there is none or the person may not know of it.</summary>
    public async Task<StepView?> ReadAsync(ClaimsPrincipal user, string taskId, CancellationToken cancellation)
    {
        var rows = await StepRows.ReadAsync(db, taskId, user.PersonId(), cancellation);
        if (rows is null) return null;
        var item = TaskFace.Item(rows.Task);
        var entry = await gate.EnterAsync(user, rows.Case.Id, CaseAction.See, cancellation, item);
        if (!entry.Allowed || !MayOpen(entry, item, rows.Task)) return null;
        var calendars = await facts.GetAsync(cancellation);
        var form = await StepForms.ReadAsync(rows, entry, definitions, calendars, cancellation);
        var waits = StepWaits.Of(rows, entry.Organisation);
        var clocks = new StepClocks(rows, entry, calendars);
        var review = rows.Case.Area == ProcessCatalog.ManagementReviews && form?.Definition.Sections.Any(s => s.Id == Closing) == true ? await closing.ReadAsync(entry.Actor, rows.Case.Id, cancellation) : null;
        var sections = form is null ? [] : Sections(form, rows, entry, waits, review);
        return new StepView
        {
            Entry = entry,
            Case = rows.Case,
            Instance = rows.Instance,
            Task = rows.Task,
            Item = item,
            Subject = entry.Facts!.Subject,
            Banner = await banners.ReadAsync(entry.Facts.Subject, Reading.Of(entry, calendars), $"/cases/{rows.Case.Id}/immediate-concern", cancellation),
            WaitsFor = waits.Where(w => w.HolderName is not null && w.Item.Row is null && !entry.IsOwn(w.Item)).GroupBy(w => w.Item.PhaseKey).ToDictionary(g => g.Key, g => g.First().HolderName!, StringComparer.Ordinal),
            IsMine = entry.IsOwn(item),
            MayTake = item.AssigneeId is null && TaskRules.Claim(item, entry.Actor.PersonId, entry.Organisation, entry.Today) is { Problem: RuleProblem.None },
            State = WorkState.Of(item, StepWaits.Requests(rows, rows.Task, entry.Organisation)),
            Request = RequestBoxes.Of(rows, rows.Task, entry, clocks),
            Clock = clocks.OfTask(rows.Task),
            TotalClock = clocks.Total(),
            Projection = clocks.Projection(),
            Sections = sections,
            WhyNot = sections.FirstOrDefault(s => s.State is { Kind: SectionStateKind.CannotStartYet, Hint.Length: > 0 })?.State.Hint,
            Previous = await PreviousSteps.ReadAsync(db, definitions, rows, form, cancellation),
            Form = form,
            Offers = await offers.ReadAsync(entry, rows.Case, cancellation),
            Closing = item.Kind == TaskKind.SignOff ? review : null,
            Facts = StepForms.FactsOf(rows, entry, calendars),
            MyOtherTasks = [.. rows.Tasks.Where(t => t.Id != rows.Task.Id && entry.IsOwn(TaskFace.Item(t)))],
        };
    }

    /// <summary>
    /// The status for a deed on a task that cannot be shown to the person: forbidden, and on record, where they know of the
    /// case; else as if there were none.
    /// </summary>
    public async Task<int> RefuseAsync(ClaimsPrincipal user, string taskId, CancellationToken cancellation)
    {
        if (await StepRows.ReadAsync(db, taskId, user.PersonId(), cancellation) is not { } rows) return StatusCodes.Status404NotFound;
        var item = TaskFace.Item(rows.Task);
        if (!(await gate.EnterAsync(user, rows.Case.Id, CaseAction.See, cancellation, item)).Allowed) return StatusCodes.Status404NotFound;
        await gate.EnterAsync(user, rows.Case.Id, CaseAction.ActOnTask, cancellation, item);
        return StatusCodes.Status403Forbidden;
    }

    // Whoever was only asked for something opens their own work, and none of the others'.
    private static bool MayOpen(Entry entry, WorkItem item, WorkTaskRow task) =>
        entry.Facts!.Technical
        || Access.Decide(entry.Organisation, entry.Actor, CaseAction.Read, entry.Facts, null, entry.Today).Allowed
        || entry.IsOwn(item)
        || new[] { task.AssigneeId, task.ActingForId, task.ClosedBy, task.ClosedActingForId }.Contains(entry.Actor.PersonId, StringComparer.Ordinal)
        || TaskRules.Claim(item, entry.Actor.PersonId, entry.Organisation, entry.Today) is { Problem: RuleProblem.None };

    private static IReadOnlyList<SectionLine> Sections(StepForm form, StepRows rows, Entry entry, IReadOnlyList<OpenWait> waits, ReviewClosing? review) =>
        [.. form.Definition.Sections.Select((section, index) => new SectionLine(index + 1, section.Id, section.Title, Stopped(section, review, SectionStates.Of(
            section,
            form.OpenPaths,
            form.Signed.ContainsKey(section.Id),
            rows.Documents.Any(d => d.SectionId == section.Id),
            waits,
            entry.IsOwn,
            entry.Actor.PersonId,
            entry.Now))))];

    // The closing summary of a review waits for the whole of it: what is open is named, not only the reader's next step.
    private static SectionState Stopped(FormSection section, ReviewClosing? review, SectionState state)
    {
        if (review is not { Blocks.Count: > 0 } || section.Id != Closing || state.Kind != SectionStateKind.CannotStartYet) return state;
        var named = review.Blocks.Take(MostNamed).Select(b => b.Block.What);
        var more = review.Blocks.Count > MostNamed ? $"; and {review.Blocks.Count - MostNamed} more" : "";
        return state with { Hint = $"{section.Title} is locked. First: {string.Join("; ", named)}{more}" };
    }
}
