using Npgsql;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Notices;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Persistence.Organisations;

/// <summary>What an absence would mean, to be read before it is saved.</summary>
/// <param name="Answer">Whether it can be recorded.</param>
/// <param name="Work">Open work that it is about.</param>
/// <param name="Conflicts">Work that the cover may not do.</param>
/// <param name="Warnings">Days without cover.</param>
/// <param name="Free">Colleagues in the same sort of post without any conflict.</param>
/// <param name="Restricted">How much of the work is about people whose record is restricted: cover may see them.</param>
public sealed record AbsencePreview(
    RuleAnswer Answer, IReadOnlyList<CaseWorkItem> Work, IReadOnlyList<CoverConflict> Conflicts, IReadOnlyList<string> Warnings, IReadOnlyList<StaffMember> Free, int Restricted);

/// <summary>Where absences and cover are recorded. No reason is kept.</summary>
public sealed class CoverDesk(
    NpgsqlDataSource source, HeldWork held, OrganisationCache organisations, ServiceNotices notices, UncoveredWork uncovered, BusinessClock clock)
{
    /// <summary>Looks at what would come of it. Changes nothing.</summary>
    public async Task<AbsencePreview> PreviewAsync(Actor actor, AbsencePlan plan, CancellationToken cancel = default)
    {
        var (organisation, today) = (await organisations.GetAsync(cancel), Today);
        var answer = AbsenceRules.Check(actor.PersonId, plan, organisation, today);
        if (!answer.Allowed) return new AbsencePreview(answer, [], [], [], [], 0);
        var work = await held.OfAsync(plan.PersonId, cancel);
        // Whoever sets cover need not be allowed to see every case: what they may not see keeps its reference to itself.
        bool Sees(CaseWorkItem w) => Access.Decide(organisation, actor, CaseAction.See, w.Facts, null, today).Allowed;
        work = [.. work.Select(w => Sees(w) ? w : w with { Reference = "Work that you may not see", Item = w.Item with { Title = "" } })];
        var conflicts = CoverConflicts.Of(plan, work, organisation, today);
        return new AbsencePreview(
            answer,
            work,
            conflicts,
            AbsenceRules.Warnings(plan, organisation),
            conflicts.Count == 0 && plan.CoverId is not null ? [] : CoverConflicts.Free(plan, work, organisation, today),
            work.Where(w => w.Facts.Subject.Restricted && Sees(w)).Select(w => w.Facts.CaseId).Distinct(StringComparer.Ordinal).Count());
    }

    /// <summary>Records it, tells the cover and, when somebody else recorded it, the person; uncovered work is told of at once.</summary>
    /// <param name="key">Made once for each form that is shown; a second submission changes nothing.</param>
    /// <param name="actor">Who records it.</param>
    /// <param name="plan">What.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<RuleAnswer> SaveAsync(string key, Actor actor, AbsencePlan plan, CancellationToken cancel = default)
    {
        organisations.Forget();
        var organisation = await organisations.GetAsync(cancel);
        if (Known(plan, organisation)) return RuleAnswer.Ok;
        var answer = AbsenceRules.Check(actor.PersonId, plan, organisation, Today);
        if (!answer.Allowed) return answer;
        await using (var batch = source.CreateBatch())
        {
            // One implicit transaction: nobody is without cover between the old lines and the new.
            if (plan.Replaces is { } old) End(batch, plan.PersonId, old, plan.From.AddDays(-1));
            foreach (var (line, number) in plan.Lines.Select((l, i) => (l, i)))
                batch.BatchCommands.Add(new NpgsqlBatchCommand(AbsenceLines.Insert).Text($"{key}.{number}").Text(line.PersonId).Text(line.CoverId).Text(line.ProcessArea).Day(line.From).Day(line.To));
            batch.BatchCommands.Add(Logged(actor, "RecordAbsence", $"{plan.PersonId}: {plan.From:O} to {plan.To:O}, cover {string.Join(", ", plan.Lines.Select(l => l.CoverId ?? "nobody"))}"));
            await batch.ExecuteNonQueryAsync(cancel);
        }

        organisations.Forget();
        await TellAsync(key, actor, plan, cancel);
        await uncovered.TellAsync(cancel);
        return RuleAnswer.Ok;
    }

    /// <summary>Ends an absence earlier: back on the day after <paramref name="lastDay"/>; one that has not begun is taken away.</summary>
    public async Task<RuleAnswer> EndAsync(Actor actor, string personId, DateOnly from, DateOnly to, DateOnly lastDay, CancellationToken cancel = default)
    {
        organisations.Forget();
        var organisation = await organisations.GetAsync(cancel);
        var lines = organisation.Absences.Where(a => a.PersonId == personId && a.From == from && a.To == to).ToList();
        if (lines.Count == 0) return RuleAnswer.Conflict("This absence has been changed or ended already. Look at it again");
        if (!CoverRules.MaySet(actor.PersonId, personId, organisation, Today)) return RuleAnswer.Forbidden("Only the person, their managers and administrators set cover.");
        if (lastDay >= to) return RuleAnswer.Invalid($"The last day must be before {UkWords.Date(to)}");
        await using (var batch = source.CreateBatch())
        {
            End(batch, personId, new AbsenceDays(from, to), lastDay);
            batch.BatchCommands.Add(Logged(actor, "EndAbsence", $"{personId}: {from:O} to {lastDay:O} instead of {to:O}"));
            await batch.ExecuteNonQueryAsync(cancel);
        }

        organisations.Forget();
        var covers = lines.Select(l => l.CoverId).OfType<string>();
        await notices.TellAsync($"cover-ended:{personId}:{from:yyyyMMdd}:{lastDay:yyyyMMdd}", "cover-ended", covers, Close(lastDay), personId, cancel);
        return RuleAnswer.Ok;
    }

    private static void End(NpgsqlBatch batch, string personId, AbsenceDays days, DateOnly lastDay)
    {
        foreach (var statement in new[] { AbsenceLines.Remove, AbsenceLines.End })
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement).Text(personId).Day(days.From).Day(days.To).Day(lastDay));
    }

    private async Task TellAsync(string key, Actor actor, AbsencePlan plan, CancellationToken cancel)
    {
        await notices.TellAsync($"cover-started:{key}", "cover-started", plan.Lines.Select(l => l.CoverId).OfType<string>(), Close(plan.To), plan.PersonId, cancel);
        if (actor.PersonId != plan.PersonId)
            await notices.TellAsync($"absence-recorded:{key}", "absence-recorded", [plan.PersonId], Close(plan.To), actor.PersonId, cancel);
    }

    private static bool Known(AbsencePlan plan, Organisation organisation) => plan.Lines.All(organisation.Absences.Contains);

    private static DateTimeOffset Close(DateOnly day) => Engine.Time.LocalTime.ToUtc(Workflows.Calendars.UkCalendars.Shipped["england-and-wales"], day, new TimeOnly(17, 0));

    private NpgsqlBatchCommand Logged(Actor actor, string action, string detail) => new NpgsqlBatchCommand(CaseWrites.LogAccess)
        .Moment(clock.Now()).Text(actor.PersonId).Text(actor.ActingFor).Text(null).Text(action).Text("Allowed").Text(detail);

    private DateOnly Today => UkWords.LocalDate(clock.Now());
}
