using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Testing.Database;

namespace ReviewFlow.Persistence.Tests.Cases;

/// <summary>A migrated database of one's own.</summary>
public sealed class CaseDatabase() : TestDatabase(Migrated)
{
    private static readonly MigratedTemplate Migrated = new("cases", ModelHash(), owner => ReviewFlowDatabase.MigrateAsync(owner));

    private static string ModelHash()
    {
        using var context = new ReviewFlowDbContext(ReviewFlowDatabase.Options("Host=nowhere"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(context.Database.GenerateCreateScript() + ReviewFlowDatabase.Afterwards)))[..12];
    }
}
