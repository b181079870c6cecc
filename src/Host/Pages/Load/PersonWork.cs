using ReviewFlow.Engine.Time;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Persistence.Work;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Host.Pages.Load;

/// <summary>A piece of somebody's open work, as a manager or an administrator sees it.</summary>
public sealed record PersonWorkRow
{
    public required CaseWorkItem Work { get; init; }

    /// <summary>Where it can be read; null for whoever sees the reference alone.</summary>
    public string? Link { get; init; }
    public required string State { get; init; }
    public DueWords? Due { get; init; }

    /// <summary>Why it can be given to nobody from here; null when it can.</summary>
    public string? WhyNot { get; init; }

    /// <summary>Value of its box: the work and the revision that is shown.</summary>
    public string Key => $"{Work.Item.TaskId}|{Work.Item.Revision}";
}

/// <summary>Reads what one person holds. Each row is decided by the one access decision.</summary>
public sealed class PersonWork(HeldWork held, LoadQueries loads, OrganisationCache organisations, FactsCache facts, BusinessClock clock)
{
    public async Task<IReadOnlyList<PersonWorkRow>> ReadAsync(Actor viewer, string? personId, CancellationToken cancellation)
    {
        var (organisation, now) = (await organisations.GetAsync(cancellation), clock.Now());
        var (today, calendar) = (UkWords.LocalDate(now), Calendar(await facts.GetAsync(cancellation)));
        var work = personId is null ? await held.OfNobodyAsync(cancellation) : await held.OfAsync(personId, cancellation);
        var (paused, alerts) = await loads.ClocksAsync([.. work.Select(w => w.Item.TaskId)], cancellation);
        var rows = new List<PersonWorkRow>();
        foreach (var one in work)
        {
            var sees = Access.Decide(organisation, viewer, CaseAction.See, one.Facts, null, today).Allowed;
            var gives = Access.Decide(organisation, viewer, CaseAction.Reassign, one.Facts, one.Item.Facts, today);
            if (!sees && gives.Verdict == AccessVerdict.Hidden && !Administers(organisation, viewer, today)) continue;
            rows.Add(new PersonWorkRow
            {
                Work = one,
                Link = sees ? $"/work/{one.Item.TaskId}" : null,
                State = StateOf(one.Item, paused, alerts, organisation),
                Due = one.Item.DueAt is { } due ? DueWords.For(due, now, calendar) : null,
                WhyNot = gives.Allowed ? null : gives.Verdict == AccessVerdict.Hidden ? "The record is restricted: the IRO Manager gives it to somebody else." : gives.Why,
            });
        }

        return rows;
    }

    private static string StateOf(WorkItem item, IReadOnlySet<string> paused, IReadOnlyDictionary<string, Persistence.Schema.Rows.AlertRow> alerts, Organisation organisation)
    {
        if (item.WaitsFor.Count > 0) return "Waits for somebody else";
        if (paused.Contains(item.TaskId)) return "Clock paused";
        if (alerts.TryGetValue(item.TaskId, out var alert)) return $"Escalated {UkWords.Moment(alert.RaisedAt)} to {string.Join(", ", alert.PersonIds.Select(organisation.NameOf))}; nobody has acknowledged";
        return item.StartedAt is null ? "Not started" : "Started";
    }

    private static bool Administers(Organisation organisation, Actor viewer, DateOnly today) => organisation.RolesOf(viewer.PersonId, today).Any(r => r.Role == Roles.Administrator);

    private static WorkingDayCalendar Calendar(Engine.Facts known) => known.Calendars[known.DefaultCalendar];
}
