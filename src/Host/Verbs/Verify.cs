using Npgsql;
using ReviewFlow.Host.Startup;
using ReviewFlow.Persistence.Audits;

namespace ReviewFlow.Host.Verbs;

/// <summary>Walks the audit chain of every case and hashes every signature's text again.</summary>
internal static class Verify
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        await using var work = await VerbSetting.StartAsync(args, migrate: false, cancellation);
        var source = work.Services.GetRequiredService<NpgsqlDataSource>();
        var chains = await new AuditVerifier(source).VerifyAsync(null, cancellation);
        var signatures = await new SignatureVerifier(source).VerifyAsync(cancellation);
        foreach (var chain in chains) Console.Error.WriteLine($"Case {chain.Reference ?? chain.CaseId} ({chain.CaseId}), link {chain.Break.Number}: {chain.Break.Words}");
        foreach (var signature in signatures) Console.Error.WriteLine($"Case {signature.Reference ?? signature.CaseId} ({signature.CaseId}), signature {signature.SignatureId}: {signature.Words}");
        if (chains.Count + signatures.Count > 0) return ExitCodes.Failed;
        Console.WriteLine("Every audit chain is whole, and every signature fits its text.");
        return ExitCodes.Ok;
    }
}
