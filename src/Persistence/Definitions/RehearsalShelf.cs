using System.Text.Json;
using Npgsql;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows.Rehearsals;

namespace ReviewFlow.Persistence.Definitions;

/// <summary>A rehearsal that is expected to give the same again.</summary>
/// <param name="Id">Its id.</param>
/// <param name="DefinitionId">The process.</param>
/// <param name="Name">Name for people, such as "Over Christmas, nobody answers".</param>
/// <param name="Start">First day.</param>
/// <param name="CalendarId">Calendar.</param>
/// <param name="AnswersAfter">Working days until an answer; null: nobody answers.</param>
/// <param name="Expected">What it gave when it was saved.</param>
/// <param name="SavedBy">Person.</param>
/// <param name="SavedAt">Business time, UTC.</param>
public sealed record SavedRehearsal(string Id, string DefinitionId, string Name, DateOnly Start, string CalendarId, int? AnswersAfter, IReadOnlyList<RehearsalLine> Expected, string SavedBy, DateTimeOffset SavedAt)
{
    /// <summary>Working days after the due date on which people do their own work; null: at once.</summary>
    public int? LateBy { get; init; }
}

/// <summary>Saved rehearsals, and playing processes as they are stored, drafts too.</summary>
public sealed class RehearsalShelf(NpgsqlDataSource source, DefinitionStore definitions, FactsCache facts)
{
    /// <summary>Most saved rehearsals of one process: each is played before every publishing.</summary>
    public const int MostOfOne = 20;

    internal const string Of = """
        select id, definition_id, name, start, calendar_id, answers_after, expected, saved_by, saved_at, late_by from saved_rehearsals
        where definition_id = $1 order by saved_at, id
        """;

    internal const string Put = """
        insert into saved_rehearsals (id, definition_id, name, start, calendar_id, answers_after, expected, saved_by, saved_at, late_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (id) do update set name = excluded.name, expected = excluded.expected, saved_by = excluded.saved_by, saved_at = excluded.saved_at
        """;

    internal const string Drop = "delete from saved_rehearsals where id = $1 and definition_id = $2";

    /// <summary>Those of one process, oldest first.</summary>
    public async Task<IReadOnlyList<SavedRehearsal>> OfAsync(string definitionId, CancellationToken cancel = default)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Of).Text(definitionId));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ListAsync(
            r => new SavedRehearsal(
                r.GetString(0), r.GetString(1), r.GetString(2), r.GetFieldValue<DateOnly>(3), r.GetString(4), r.NumberOrNull(5),
                JsonSerializer.Deserialize<List<RehearsalLine>>(r.GetString(6)) ?? [], r.GetString(7), r.Moment(8))
            { LateBy = r.NumberOrNull(9) },
            cancel);
    }

    /// <summary>Keeps one, in place of what it was when its id is known.</summary>
    public async Task PutAsync(SavedRehearsal saved, CancellationToken cancel = default)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Put)
            .Text(saved.Id).Text(saved.DefinitionId).Text(saved.Name).Day(saved.Start).Text(saved.CalendarId).Number(saved.AnswersAfter)
            .Text(JsonSerializer.Serialize(saved.Expected)).Text(saved.SavedBy).Moment(saved.SavedAt).Number(saved.LateBy));
        await batch.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Forgets one.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> DropAsync(string definitionId, string id, CancellationToken cancel = default)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Drop).Text(id).Text(definitionId));
        return await batch.ExecuteNonQueryAsync(cancel) > 0;
    }

    /// <summary>Plays a definition with all that is published around it.</summary>
    /// <exception cref="ReviewFlowException">It runs in circles.</exception>
    /// <exception cref="KeyNotFoundException">It starts a process that does not exist.</exception>
    /// <exception cref="ArgumentException">It uses a process that does not exist.</exception>
    public async Task<RehearsalResult> PlayAsync(WorkflowDefinition definition, RehearsalSetup setup, CancellationToken cancel = default)
    {
        var all = new List<WorkflowDefinition> { definition };
        foreach (var id in await definitions.PublishedIdsAsync(cancel))
        {
            if (id != definition.DefinitionId && await definitions.LatestAsync(id, cancel) is { } published) all.Add(published.Definition);
        }

        return Rehearsal.Run(setup, all, await facts.GetAsync(cancel));
    }

    /// <summary>What is different now in each saved rehearsal of a definition; empty when all give the same.</summary>
    public async Task<IReadOnlyList<(SavedRehearsal Rehearsal, IReadOnlyList<string> Differences)>> FailingAsync(WorkflowDefinition definition, CancellationToken cancel = default)
    {
        var failing = new List<(SavedRehearsal, IReadOnlyList<string>)>();
        foreach (var saved in await OfAsync(definition.DefinitionId, cancel))
        {
            if (await DifferencesAsync(definition, saved, cancel) is { Count: > 0 } differences) failing.Add((saved, differences));
        }

        return failing;
    }

    private async Task<IReadOnlyList<string>> DifferencesAsync(WorkflowDefinition definition, SavedRehearsal saved, CancellationToken cancel)
    {
        if (!(await facts.GetAsync(cancel)).Calendars.TryGetValue(saved.CalendarId, out var calendar)) return [$"Its calendar, '{saved.CalendarId}', does not exist any more."];
        try
        {
            var result = await PlayAsync(definition, new RehearsalSetup(definition.DefinitionId, saved.Start, calendar) { AnswersAfter = saved.AnswersAfter, LateBy = saved.LateBy }, cancel);
            return RehearsalDifference.Between(saved.Expected, RehearsalLine.Of(result));
        }
        catch (Exception broken) when (IsOfTheProcess(broken))
        {
            return [$"It cannot be played any more: {broken.Message}"];
        }
    }

    /// <summary>Whether a failed rehearsal is the fault of the process, not of this program.</summary>
    public static bool IsOfTheProcess(Exception failed) => failed is ReviewFlowException or KeyNotFoundException or ArgumentException or NotSupportedException;
}
