using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Carries out what a person does on the page of a step. Whatever is refused, what was typed stays as their draft.</summary>
public sealed class StepWork(CaseTransaction cases, DraftStore drafts, ReviewFlowDbContext db)
{
    /// <summary>What an operation came to that this person has carried out already (a second click); null when it has not been.</summary>
    public async Task<CaseOutcome.Done?> DoneBeforeAsync(string operationKey, ClaimsPrincipal user, CancellationToken cancellation)
    {
        var person = user.PersonId();
        var result = await db.Operations.AsNoTracking().Where(o => o.Key == operationKey && o.ActorId == person).Select(o => o.Result).FirstOrDefaultAsync(cancellation);
        return result is null ? null : JsonSerializer.Deserialize<CaseOutcome.Done>(result, s_wire);
    }

    /// <summary>Saves what was typed for everybody.</summary>
    public Task<CaseOutcome> SaveAsync(StepView step, StepPost post, ClaimsPrincipal user, CancellationToken cancellation) =>
        ApplyAsync(new SaveSections(post.OperationKey, user.Actor(), step.Instance.Id, post.Saves), step, post.Saves, user, cancellation);

    /// <summary>Does an action of the task and saves what was typed with it.</summary>
    public Task<CaseOutcome> ActAsync(StepView step, StepPost post, ActOnTask command, ClaimsPrincipal user, CancellationToken cancellation) =>
        ApplyAsync(command, step, post.Saves, user, cancellation);

    /// <summary>Takes the unresolved actions of the step before into the open table, with where they come from.</summary>
    public Task<CaseOutcome> CarryAsync(StepView step, string operationKey, ClaimsPrincipal user, CancellationToken cancellation) =>
        cases.ApplyAsync(new CarryForwardActions(operationKey, user.Actor(), step.Instance.Id), cancellation);

    /// <summary>Keeps what was typed, for this person alone.</summary>
    public Task<DateTimeOffset?> KeepAsync(StepView step, IReadOnlyList<SectionSave> typed, ClaimsPrincipal user, CancellationToken cancellation) =>
        drafts.KeepAsync(step.Instance.Id, user.PersonId(), typed, cancellation);

    /// <summary>Forgets what was kept.</summary>
    public Task ForgetAsync(StepView step, IReadOnlyCollection<string> sections, ClaimsPrincipal user, CancellationToken cancellation) =>
        drafts.DropAsync(step.Instance.Id, user.PersonId(), sections, cancellation);

    private static readonly JsonSerializerOptions s_wire = new(JsonSerializerDefaults.Web);

    private async Task<CaseOutcome> ApplyAsync(CaseCommand command, StepView step, IReadOnlyList<SectionSave> typed, ClaimsPrincipal user, CancellationToken cancellation)
    {
        // Kept first: a refusal, a conflict or a signal that drops then loses nothing.
        await drafts.KeepAsync(step.Instance.Id, user.PersonId(), typed, cancellation);
        var outcome = await cases.ApplyAsync(command, cancellation);
        if (outcome is CaseOutcome.Done) await drafts.DropAsync(step.Instance.Id, user.PersonId(), [.. typed.Select(t => t.SectionId)], CancellationToken.None);
        return outcome;
    }
}
