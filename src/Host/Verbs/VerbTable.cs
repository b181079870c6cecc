namespace ReviewFlow.Host.Verbs;

/// <summary>The commands besides serving: <c>reviewflow &lt;verb&gt; …</c>.</summary>
public static class VerbTable
{
    private static readonly IReadOnlyList<Verb> s_verbs =
    [
        new("migrate", "brings the database to this version", Migrate.RunAsync),
        new("seed", "fills an empty database with the demo organisation", Seed.RunAsync),
        new("user", "user add <person-id> <e-mail>: makes an account and prints a one-time link", UserAdd.RunAsync),
        new("run", "run <definition.json>: runs a definition in memory and prints what it did", Run.RunAsync),
        new("simulate", "simulate <definition.json> --start yyyy-MM-dd --calendar <id> --no-answers: who would get what, and when", Simulate.RunAsync),
        new("verify", "checks every case's audit chain and every signature", Verify.RunAsync),
        new("doctor", "looks whether database, migrations, calendars and messages are sound", Doctor.RunAsync),
    ];

    /// <summary>The verb that the command line names, if its first word is one.</summary>
    public static Verb? Find(string[] args) =>
        args.Length == 0 ? null : s_verbs.FirstOrDefault(v => v.Name == args[0]);

    /// <summary>A line per verb.</summary>
    public static string Help() =>
        string.Join('\n', s_verbs.Select(v => $"  {v.Name,-10} {v.Summary}"));

    /// <summary>Whether the first word looks like a verb that does not exist.</summary>
    public static bool IsUnknown(string[] args) =>
        args.Length > 0 && !args[0].StartsWith('-') && !args[0].Contains('=', StringComparison.Ordinal) && Find(args) is null;
}

/// <summary>One command.</summary>
/// <param name="Name">Its word.</param>
/// <param name="Summary">What it does.</param>
/// <param name="RunAsync">Runs it with the words after its name; the result is the exit code.</param>
public sealed record Verb(string Name, string Summary, Func<string[], CancellationToken, Task<int>> RunAsync);
