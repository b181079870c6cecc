using System.Security.Cryptography;
using System.Text;
using Npgsql;
using ReviewFlow.Persistence.Statements;

namespace ReviewFlow.Persistence.Audits;

/// <summary>A signature that does not hold.</summary>
public sealed record BrokenSignature(string CaseId, string? Reference, string SignatureId, string Words);

/// <summary>Checks that every signature's text still has its hash, and that the audit speaks of the same hash.</summary>
public sealed class SignatureVerifier(NpgsqlDataSource source)
{
    internal const string Signatures = """
        select c.id, c.reference, coalesce(s.id, p.payload::jsonb ->> 'signature'), s.canonical, s.content_hash, p.payload::jsonb ->> 'hash', a.number is not null
        from signatures s
        full join (audit a join audit_payloads p on p.case_id = a.case_id and p.number = a.number and a.action = 'signed')
          on a.case_id = s.case_id and a.resource = s.task_id and p.payload::jsonb ->> 'signature' = s.id
        join cases c on c.id = coalesce(s.case_id, a.case_id)
        order by 1, 3
        """;

    /// <summary>Checks all of them; the broken ones in order of their cases.</summary>
    public async Task<IReadOnlyList<BrokenSignature>> VerifyAsync(CancellationToken cancel = default)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Signatures));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var broken = new List<BrokenSignature>();
        while (await rows.ReadAsync(cancel))
        {
            if (Words(rows.TextOrNull(3), rows.TextOrNull(4), rows.TextOrNull(5)) is { } words)
                broken.Add(new BrokenSignature(rows.GetString(0), rows.TextOrNull(1), rows.TextOrNull(2) ?? "", words));
        }

        return broken;
    }

    // An erased payload leaves no hash to compare with; the text's own still counts.
    private static string? Words(string? canonical, string? hash, string? audited) => canonical switch
    {
        null => "The audit speaks of it, but it is missing.",
        _ when Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))) != hash => "Its text has been altered.",
        _ when audited is not null && audited != hash => "Its hash is not the one in the audit.",
        _ => null,
    };
}
