using Npgsql;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.Audit;

namespace ReviewFlow.Persistence.Audits;

/// <summary>The first broken link of a case.</summary>
public sealed record BrokenChain(string CaseId, string? Reference, AuditBreak Break);

/// <summary>Checks the audit chains: every link follows the one before, no payload was altered, and none is missing at the end.</summary>
public sealed class AuditVerifier(NpgsqlDataSource source)
{
    internal const string Chain = """
        select c.id, c.reference, c.audit_head, a.number, a.action, a.actor_id, a.acting_for_id, a.resource, a.at, a.payload_hash,
               a.previous_hash, a.hash, p.payload
        from cases c
        left join audit a on a.case_id = c.id
        left join audit_payloads p on p.case_id = a.case_id and p.number = a.number
        where $1::text is null or c.id = $1
        order by c.id, a.number
        """;

    /// <summary>Checks one case, or all when null. Streams: the whole audit need not fit into memory.</summary>
    public async Task<IReadOnlyList<BrokenChain>> VerifyAsync(string? caseId = null, CancellationToken cancel = default)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Chain).Text(caseId));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var broken = new List<BrokenChain>();
        (string Id, string? Reference, string Head)? current = null;
        var links = new List<AuditEntry>();
        while (await rows.ReadAsync(cancel))
        {
            if (current is { } known && known.Id != rows.GetString(0)) Check(known);
            current = (rows.GetString(0), rows.TextOrNull(1), rows.GetString(2));
            if (!rows.IsDBNull(3)) links.Add(AuditLink.Entry(Row(rows), rows.TextOrNull(12)));
        }

        if (current is { } last) Check(last);
        return broken;

        void Check((string Id, string? Reference, string Head) of)
        {
            if (AuditChain.Verify(links, of.Head) is { } found) broken.Add(new BrokenChain(of.Id, of.Reference, found));
            links.Clear();
        }
    }

    private static AuditRow Row(NpgsqlDataReader r) => new()
    {
        CaseId = r.GetString(0),
        Number = r.GetInt32(3),
        Action = r.GetString(4),
        ActorId = r.TextOrNull(5),
        ActingForId = r.TextOrNull(6),
        Resource = r.TextOrNull(7),
        At = r.Moment(8),
        PayloadHash = r.TextOrNull(9),
        PreviousHash = r.GetString(10),
        Hash = r.GetString(11),
    };
}
