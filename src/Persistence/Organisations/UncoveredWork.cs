using Npgsql;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Organisations;

/// <summary>
/// Finds open work that lies with somebody who is away without cover, or who has left, and tells whoever is above: once
/// for each piece of work and absence. Safe to repeat on any host.
/// </summary>
public sealed class UncoveredWork(NpgsqlDataSource source, OrganisationCache organisations, CaseTransaction cases, BusinessClock clock)
{
    internal const string Held = """
        select t.id, t.case_id, t.area, coalesce(t.acting_for_id, t.assignee_id)
        from work_tasks t join cases c on c.id = t.case_id
        where t.status = 'Open' and c.status = 'Open' and coalesce(t.acting_for_id, t.assignee_id) = any($1)
          and (t.scheduled_for is null or t.scheduled_for <= $2)
        order by t.case_id, t.id
        """;

    internal const string Told = "select distinct id from notices where id = any($1)";

    /// <summary>Looks once.</summary>
    /// <returns>How many pieces of work somebody was told of.</returns>
    public async Task<int> TellAsync(CancellationToken cancel = default)
    {
        var (organisation, today) = (await organisations.GetAsync(cancel), UkWords.LocalDate(clock.Now()));
        string[] gone = [.. organisation.Away(today).Concat(organisation.People.Where(p => p.LeftOn < today).Select(p => p.Id)).Distinct(StringComparer.Ordinal)];
        if (gone.Length == 0) return 0;
        var work = await HeldAsync(gone, today, organisation, cancel);
        var told = 0;
        foreach (var ofCase in (await NotToldAsync(work, cancel)).GroupBy(w => w.CaseId, StringComparer.Ordinal))
            told += await cases.TellUncoveredAsync(ofCase.Key, cancel);
        return told;
    }

    private async Task<List<(string CaseId, string NoticeId)>> HeldAsync(string[] people, DateOnly today, Organisation organisation, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Held).Texts(people).Day(today));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var held = await rows.ListAsync(r => (Task: r.GetString(0), Case: r.GetString(1), Area: r.GetString(2), Holder: r.GetString(3)), cancel);
        return [.. held.Select(h => (h.Case, Notice: Uncovered.Of(h.Task, h.Holder, organisation, h.Area, today)?.Id)).Where(h => h.Notice is not null).Select(h => (h.Case, h.Notice!))];
    }

    private async Task<List<(string CaseId, string NoticeId)>> NotToldAsync(List<(string CaseId, string NoticeId)> work, CancellationToken cancel)
    {
        if (work.Count == 0) return work;
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Told).Texts([.. work.Select(w => w.NoticeId)]));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var known = (await rows.ListAsync(r => r.GetString(0), cancel)).ToHashSet(StringComparer.Ordinal);
        return [.. work.Where(w => !known.Contains(w.NoticeId))];
    }
}

/// <summary>Why a piece of work lies with nobody, and how that is told.</summary>
/// <param name="Id">Of the notice: one for each work and absence.</param>
/// <param name="Template">Message.</param>
internal sealed record Uncovered(string Id, string Template)
{
    public static Uncovered? Of(string taskId, string holder, Organisation organisation, string area, DateOnly today)
    {
        if (!organisation.InPost(holder, today)) return new Uncovered($"{taskId}.left", "leaver-work");
        if (organisation.AbsenceOf(holder, area, today) is not { } absence || organisation.CoverOf(holder, area, today) is not null) return null;
        return new Uncovered($"{taskId}.uncovered.{absence.From:yyyyMMdd}", "uncovered");
    }
}
