using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Persistence.Actions;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Cases;

/// <summary>What a transaction wants to read besides the case itself.</summary>
/// <param name="TaskId">A task that is wanted even when it is closed.</param>
/// <param name="OperationKey">Whether this was done before.</param>
/// <param name="DocumentsOf">Instance or task whose answers are wanted.</param>
/// <param name="Saves">Sections and versions that the page had shown.</param>
/// <param name="DueAt">What is due at this moment is wanted.</param>
internal sealed record Wanting(string? TaskId = null, string? OperationKey = null, string? DocumentsOf = null, IReadOnlyList<SectionSave>? Saves = null, DateTimeOffset? DueAt = null);

/// <summary>What an operation's key stands for already.</summary>
internal sealed record DoneBefore(string ActorId, string RequestHash, string CaseId, string Result);

/// <summary>Cases under lock, and the operation if it was done before.</summary>
internal sealed record Loaded(IReadOnlyList<OpenedCase> Cases, DoneBefore? Before);

/// <summary>Locks cases and reads them: one round trip, the lock alone first.</summary>
internal static class CaseLoader
{
    /// <summary>Waits for the lock of one case.</summary>
    public static Task<Loaded> LockAsync(NpgsqlConnection connection, string caseId, Wanting wanting, CancellationToken cancel) =>
        ReadAsync(connection, CaseReads.Lock, [caseId], wanting, cancel);

    /// <summary>Takes those cases that nobody holds.</summary>
    public static Task<Loaded> LockFreeAsync(NpgsqlConnection connection, string[] caseIds, DateTimeOffset dueAt, CancellationToken cancel) =>
        ReadAsync(connection, CaseReads.LockIfFree, caseIds, new Wanting(DueAt: dueAt), cancel);

    private static async Task<Loaded> ReadAsync(NpgsqlConnection connection, string locking, string[] ids, Wanting wanting, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseReads.Begin));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(locking).Texts(ids));
        foreach (var statement in new[] { CaseReads.Cases, CaseReads.Instances })
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement).Texts(ids));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseReads.Tasks).Texts(ids).Text(wanting.TaskId));
        foreach (var statement in new[] { CaseReads.Subjects, CaseReads.Holders, CaseReads.Grants, CaseReads.Attachments, CaseReads.Alerts, CaseReads.Sent, CaseReads.Participants, ActionStatements.OfCases })
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement).Texts(ids));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseReads.Operation).Text(wanting.OperationKey));
        if (wanting.DocumentsOf is not null) AddDocuments(batch, wanting);
        if (wanting.DueAt is { } dueAt)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseReads.DueTimers).Texts(ids).Moment(dueAt));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseReads.Concerns).Texts(ids).Moment(dueAt));
        }

        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var locked = (await rows.ListAsync(r => r.GetString(0), cancel)).ToHashSet(StringComparer.Ordinal);
        return await TakeAsync(rows, locked, wanting, cancel);
    }

    private static void AddDocuments(NpgsqlBatch batch, Wanting wanting)
    {
        IReadOnlyList<SectionSave> saves = wanting.Saves ?? [];
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseReads.Documents).Text(wanting.DocumentsOf));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseReads.BaseVersions)
            .Text(wanting.DocumentsOf).Texts([.. saves.Select(s => s.SectionId)]).Numbers([.. saves.Select(s => s.BaseVersion)]));
    }

    private static async Task<Loaded> TakeAsync(NpgsqlDataReader rows, HashSet<string> locked, Wanting wanting, CancellationToken cancel)
    {
        // A case that another worker holds was read along, unlocked: leave it.
        var cases = (await rows.NextListAsync(CaseRows.Case, cancel)).Where(c => locked.Contains(c.Id))
            .ToDictionary(c => c.Id, c => new OpenedCase(c, isNew: false), StringComparer.Ordinal);
        await EachAsync(rows, CaseRows.Instance, (c, i) => c.Instances.Add(i.Id, new OpenedInstance(i, isNew: false)), i => i.CaseId);
        await EachAsync(rows, CaseRows.Task, (c, t) => c.Tasks.Add(t.Id, new OpenedTask(t, isNew: false)), t => t.CaseId);
        var subjects = await rows.NextListAsync(CaseRows.Subject, cancel);
        foreach (var opened in cases.Values)
            opened.Subject = subjects.Find(s => s.Id == opened.Row.SubjectId) ?? OpenedCase.NoSubject;
        await EachAsync(rows, r => (Case: r.GetString(0), Person: r.GetString(1)), (c, h) => c.Holders.Add(h.Person), h => h.Case);
        await EachAsync(rows, r => (Case: r.GetString(0), Person: r.GetString(1), Until: r.DayOrNull(2)), (c, g) => Grant(c, g.Person, g.Until), g => g.Case);
        await EachAsync(rows, r => (Case: r.GetString(0), Category: r.TextOrNull(1)), (c, a) => c.AttachmentCategories.Add(a.Category ?? ""), a => a.Case);
        await EachAsync(rows, CaseRows.Alert, (c, a) => c.Alerts.Add(a), a => a.CaseId);
        await EachAsync(rows, r => (Case: r.GetString(0), Instance: r.GetString(1)), (c, s) => c.Sent.Add(s.Instance), s => s.Case);
        await EachAsync(rows, r => (Case: r.GetString(0), Role: r.GetString(1), Person: r.GetString(2)), (c, p) => c.Participants.Add(p.Role, p.Person), p => p.Case);
        await EachAsync(rows, CaseRows.Action, (c, a) => c.Actions.Add(a.Id, new OpenedAction(a)), a => a.CaseId);
        var before = (await rows.NextListAsync(r => new DoneBefore(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3)), cancel)).FirstOrDefault();
        if (wanting.DocumentsOf is not null)
        {
            await EachAsync(rows, CaseRows.Document, (c, d) => c.Documents.Add((d.InstanceId, d.SectionId), new OpenedDocument(d)), d => d.CaseId);
            var shown = await rows.NextListAsync(r => (Section: r.GetString(0), Version: r.GetInt32(1), Content: r.GetString(2)), cancel);
            foreach (var opened in cases.Values)
                foreach (var (section, version, content) in shown) opened.Shown[(section, version)] = (JsonObject)JsonNode.Parse(content)!;
        }

        if (wanting.DueAt is not null)
        {
            await EachAsync(rows, r => new DueTimer(r.GetString(0), r.GetString(1), r.GetString(2)), (c, t) => c.DueTimers.Add(t), t => t.CaseId);
            await EachAsync(rows, CaseRows.Concern, (c, n) => c.Concerns.Add(n), n => n.CaseId);
        }

        return new Loaded([.. cases.Values], before);

        async Task EachAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> row, Action<OpenedCase, T> take, Func<T, string> caseOf)
        {
            foreach (var item in await reader.NextListAsync(row, cancel))
                if (cases.TryGetValue(caseOf(item), out var opened)) take(opened, item);
        }
    }

    // The later day counts when a person is both on the list and has a grant; no day is later than any.
    internal static void Grant(OpenedCase opened, string personId, DateOnly? until) =>
        opened.Grants[personId] = opened.Grants.TryGetValue(personId, out var known) && (known is null || (until is not null && known > until)) ? known : until;

    /// <summary>Reads whom a case is to be opened for, when it has none yet; begins the transaction.</summary>
    public static async Task<(Subject? Subject, Dictionary<string, DateOnly?> Listed, DoneBefore? Before)> SubjectAsync(
        NpgsqlConnection connection, string subjectId, string operationKey, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseReads.Begin));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseReads.Subject).Text(subjectId));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseReads.SubjectGrants).Text(subjectId));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseReads.Operation).Text(operationKey));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var subject = (await rows.ListAsync(CaseRows.Subject, cancel)).FirstOrDefault();
        var listed = (await rows.NextListAsync(r => (r.GetString(0), r.DayOrNull(1)), cancel)).ToDictionary(l => l.Item1, l => l.Item2, StringComparer.Ordinal);
        var before = (await rows.NextListAsync(r => new DoneBefore(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3)), cancel)).FirstOrDefault();
        return (subject, listed, before);
    }
}
