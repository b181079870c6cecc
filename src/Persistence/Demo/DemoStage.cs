using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Persistence.Timers;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Demo;

/// <summary>Where the demo is played: a scripted person does what a person would do on the pages, by the same commands.</summary>
public sealed class DemoStage(
    NpgsqlDataSource source,
    CaseTransaction cases,
    TimerSweep timers,
    StimulusSweep stimuli,
    DefinitionStore definitions,
    OrganisationCache organisation,
    BusinessClock clock,
    TimeProvider system)
{
    private int? _act;
    private bool _again;

    /// <summary>
    /// The act that is played next. What belongs to it has keys of its own, so that it can be played again after a
    /// crash: what was done is found done.
    /// </summary>
    /// <param name="act">Number of the act.</param>
    /// <param name="again">Whether something of the demo may have been played before; else nothing has to be looked for.</param>
    internal void Begin(int act, bool again) => (_act, _again) = (act, again);

    /// <summary>Lets time pass: what is due on the way goes off at its own moment.</summary>
    public async Task MoveToAsync(DateTimeOffset moment, CancellationToken cancel)
    {
        // What one case has for another does not wait for the next alarm.
        await stimuli.RunAsync(cancel);
        while (await timers.NextAsync(cancel) is { } due && due <= moment)
        {
            await clock.MoveToAsync(due, cancel);
            if (await timers.RunAsync(cancel) == 0) break;
            await stimuli.RunAsync(cancel);
        }

        await clock.MoveToAsync(moment, cancel);
    }

    /// <summary>Opens a case.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> OpenAsync(string definition, string subject, string person, CancellationToken cancel, JsonObject? input = null) =>
        Done(await cases.ApplyAsync(new OpenCase(Key("open"), new Actor(person), definition, subject, input, Reason: "Demonstration"), cancel)).CaseId;

    /// <summary>Begins a further step of a case that its parties begin by themselves.</summary>
    public async Task BeginStepAsync(string caseId, string person, string definition, CancellationToken cancel) =>
        Done(await cases.ApplyAsync(new BeginStep(Key("begin"), new Actor(person), caseId, definition), cancel));

    /// <summary>Does an action of one's own open task, and fills what it asks for.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="person">Who.</param>
    /// <param name="action">Key of the action; the task is the person's own that offers it.</param>
    /// <param name="answers">Answers by field or <c>table.column</c>; what is still missing gets a plain sentence.</param>
    /// <param name="values">What the action carries.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="at">Phase key of the task, where several of the person's own offer the action.</param>
    public async Task ActAsync(string caseId, string person, string action, DemoAnswers? answers, JsonObject? values, CancellationToken cancel, string? at = null)
    {
        await using var context = Context();
        var actor = new Actor(person);
        if (await IsDoneAsync(context, "act", cancel)) return;
        var task = await TaskAsync(context, caseId, person, action, at, cancel);
        var chosen = TaskFace.Actions(task).First(a => a.Key == action);
        var revision = task.Revision;
        if (!await IsDoneAsync(context, "save", cancel))
        {
            var saves = await FillAsync(context, actor, task, chosen, answers ?? new DemoAnswers(), cancel);
            if (saves.Count > 0)
            {
                Done(await cases.ApplyAsync(new SaveSections(Key("save"), actor, task.InstanceId, saves), cancel));
                revision = await context.WorkTasks.Where(t => t.Id == task.Id).Select(t => t.Revision).SingleAsync(cancel);
            }
        }

        var signature = chosen.Signs ? await SignatureAsync(actor, task, chosen, cancel) : null;
        Done(await cases.ApplyAsync(new ActOnTask(Key("act"), actor, task.Id, revision, action, values, null, signature), cancel));
    }

    /// <summary>Fills and saves what is open, and leaves the task undone.</summary>
    public async Task SaveAsync(string caseId, string person, DemoAnswers answers, CancellationToken cancel, string? at = null)
    {
        await using var context = Context();
        if (await IsDoneAsync(context, "save", cancel)) return;
        var own = await context.WorkTasks.AsNoTracking().Where(t => t.CaseId == caseId && t.Status == WorkTaskStatus.Open && t.AssigneeId == person).ToListAsync(cancel);
        var task = own.First(t => at is null || TaskFace.PhaseKey(t) == at);
        var saves = await FillAsync(context, new Actor(person), task, new TaskAction { Key = "", Label = "", Validates = false }, answers, cancel);
        Done(await cases.ApplyAsync(new SaveSections(Key("save"), new Actor(person), task.InstanceId, saves), cancel));
    }

    /// <summary>Takes work out of a team's list.</summary>
    public async Task TakeAsync(string caseId, string person, CancellationToken cancel)
    {
        await using var context = Context();
        if (await IsDoneAsync(context, "take", cancel)) return;
        var open = await context.WorkTasks.AsNoTracking().Where(t => t.CaseId == caseId && t.Status == WorkTaskStatus.Open && t.AssigneeId == null).ToListAsync(cancel);
        Done(await cases.ApplyAsync(new StartTask(Key("take"), new Actor(person), open.First(t => t.CandidateIds.Contains(person)).Id), cancel));
    }

    /// <summary>Agrees a later date for somebody's work.</summary>
    public async Task ExtendAsync(string caseId, string person, string at, DateOnly to, string reason, CancellationToken cancel)
    {
        await using var context = Context();
        if (await IsDoneAsync(context, "extend", cancel)) return;
        var open = await context.WorkTasks.AsNoTracking().Where(t => t.CaseId == caseId && t.Status == WorkTaskStatus.Open).ToListAsync(cancel);
        var task = open.First(t => TaskFace.PhaseKey(t) == at);
        Done(await cases.ApplyAsync(new ExtendClock(Key("extend"), new Actor(person), task.Id, task.Revision, to, reason), cancel));
    }

    /// <summary>Puts a small file on the case.</summary>
    public async Task AttachAsync(string caseId, string person, string name, string category, CancellationToken cancel)
    {
        await using var context = Context();
        if (await IsDoneAsync(context, "attach", cancel)) return;
        var id = Guid.NewGuid().ToString("N");
        var bytes = "Demonstration only."u8.ToArray();
        context.Attachments.Add(new AttachmentRow
        {
            Id = id,
            Size = bytes.Length,
            Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)),
            UploadedBy = person,
            UploadedAt = clock.Now(),
        });
        context.AttachmentChunks.Add(new AttachmentChunkRow { AttachmentId = id, Number = 1, Bytes = bytes });
        await context.SaveChangesAsync(cancel);
        Done(await cases.ApplyAsync(new AttachFile(Key("attach"), new Actor(person), caseId, id, name, "text/plain", category), cancel));
    }

    private static async Task<WorkTaskRow> TaskAsync(ReviewFlowDbContext context, string caseId, string person, string action, string? at, CancellationToken cancel)
    {
        var open = await context.WorkTasks.AsNoTracking().Where(t => t.CaseId == caseId && t.Status == WorkTaskStatus.Open && t.AssigneeId == person).ToListAsync(cancel);
        return open.Find(t => TaskFace.Actions(t).Any(a => a.Key == action) && (at is null || TaskFace.PhaseKey(t) == at))
            ?? throw new InvalidOperationException($"{person} has no open task with '{action}' in {caseId}; there are: {string.Join(", ", open.Select(t => t.Title))}.");
    }

    private async Task<IReadOnlyList<SectionSave>> FillAsync(
        ReviewFlowDbContext context, Actor actor, WorkTaskRow task, TaskAction action, DemoAnswers answers, CancellationToken cancel)
    {
        var view = await new CaseQueries(context, organisation, definitions, clock).InstanceAsync(actor, task.InstanceId, cancel);
        if (view?.Form is not { } form) return [];
        var known = await organisation.GetAsync(cancel);
        var facts = new FormFacts(
            UkWords.LocalDate(clock.Now()),
            view.Case.Subject,
            (JsonObject)JsonNode.Parse(view.Case.Row.Fields)!,
            view.Row.Input is { } input ? JsonNode.Parse(input) as JsonObject : null,
            known.Nameable(view.Case.Subject!, task.CaseId));
        return answers.Fill(view, form, TaskFace.PhaseKey(task), action.Validates, facts, actor.PersonId);
    }

    private async Task<SignatureGiven> SignatureAsync(Actor actor, WorkTaskRow task, TaskAction action, CancellationToken cancel)
    {
        await using var context = Context();
        var view = await new CaseQueries(context, organisation, definitions, clock).InstanceAsync(actor, task.InstanceId, cancel);
        var contents = view!.Documents.Values.Select(d => new SectionContent(d.SectionId, d.Version, (JsonObject)JsonNode.Parse(d.Content)!)).ToList();
        var shown = CanonicalContent.Of(view.Form!, [.. action.Covers], contents);
        return new SignatureGiven("demo", system.GetUtcNow(), shown.Hash, action.Declaration ?? "");
    }

    private ReviewFlowDbContext Context() => new(new DbContextOptionsBuilder<ReviewFlowDbContext>().UseNpgsql(source).Options);

    // Outside the script, as tests and other stories use the stage, nothing is ever played again.
    private string Key(string what) => _act is { } number ? $"demo-{number.ToString(CultureInfo.InvariantCulture)}-{what}" : Guid.NewGuid().ToString("N");

    private async Task<bool> IsDoneAsync(ReviewFlowDbContext context, string what, CancellationToken cancel)
    {
        if (_act is null || !_again) return false;
        var key = Key(what);
        return await context.Operations.AnyAsync(o => o.Key == key, cancel);
    }

    private static CaseOutcome.Done Done(CaseOutcome outcome) => outcome switch
    {
        CaseOutcome.Done done => done,
        CaseOutcome.Refused refused => throw new InvalidOperationException(
            $"The demo was refused: {refused.Message} {string.Join("; ", refused.Problems.Select(p => $"{p.SectionId}.{p.Path}: {p.Message}"))}"),
        _ => throw new InvalidOperationException("The demo got no answer."),
    };
}
