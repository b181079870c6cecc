using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.EmbeddedServer;
using ReviewFlow.Testing.Database;

namespace ReviewFlow.Host.Tests;

/// <summary>A database of one's own, migrated.</summary>
public sealed class HostDatabase() : TestDatabase(Migrated)
{
    private static readonly MigratedTemplate Migrated = new("host", ModelHash(), owner => ReviewFlowDatabase.MigrateAsync(owner));

    private static string ModelHash()
    {
        using var context = new ReviewFlowDbContext(ReviewFlowDatabase.Options("Host=nowhere"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(context.Database.GenerateCreateScript())))[..12];
    }
}

/// <summary>A database of one's own in which the demo was played. It is played once for a build and its definitions, and then copied.</summary>
public sealed class DemoDatabase() : TestDatabase(Played)
{
    private static readonly MigratedTemplate Played = new("demo", BuildHash(), PlayAsync);

    private static async Task PlayAsync(string owner)
    {
        var app = new NpgsqlConnectionStringBuilder(owner) { Username = DatabaseRoles.App }.ConnectionString;
        await using (await RunningHost.StartAsync(owner, app, [])) { }
    }

    // Whatever can change the demo: what was compiled, and the shipped definitions.
    private static string BuildHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var compiled = new[] { "ReviewFlow.Engine", "ReviewFlow.Activities", "ReviewFlow.Workflows", "ReviewFlow.Persistence", "reviewflow" }.Select(name => Path.Combine(AppContext.BaseDirectory, $"{name}.dll"));
        var shipped = Directory.EnumerateFiles(RunningHost.Definitions, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        foreach (var file in compiled.Concat(shipped)) hash.AppendData(File.ReadAllBytes(file));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
