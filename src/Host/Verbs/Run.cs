using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Host.Startup;
using ReviewFlow.Persistence;

namespace ReviewFlow.Host.Verbs;

/// <summary>Runs a definition in memory until it ends or waits, and prints what it wrote and did. No database.</summary>
internal static class Run
{
    private const string Usage = "run <definition.json> [--input <json>] [--definitions <folder>] [--calendar <id>]";

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        var given = new Arguments(args);
        if (given.Words is not [var file] || !TryInput(given["input"], out var input)) return Complain(Usage, ExitCodes.Usage);
        if (!File.Exists(file)) return Complain($"There is no file '{file}'.", ExitCodes.Failed);
        var facts = DefinitionFiles.Facts(given["calendar"] ?? "england-and-wales");
        var files = await DefinitionFiles.ReadAsync(file, given["definitions"], facts, cancellation);
        DefinitionFiles.Print(files.Problems, Console.Error);
        if (files.Definition is not { } definition) return Complain($"'{file}' is refused.", ExitCodes.Failed);
        try
        {
            var runner = new InMemoryRunner(new WorkflowEngine(PersistenceRegistration.Catalog()), files.All, facts);
            return Print(runner, runner.Start(definition.DefinitionId, input));
        }
        catch (Exception failed) when (failed is ReviewFlowException or KeyNotFoundException or ArgumentException)
        {
            return Complain(failed.Message, ExitCodes.Failed);
        }
    }

    private static int Print(InMemoryRunner runner, InMemoryInstance started)
    {
        foreach (var line in runner.Lines) Console.WriteLine(line);
        Console.WriteLine();
        Console.WriteLine($"Status: {started.State.Status}, {started.State.SubStatus}");
        foreach (var bookmark in started.State.Bookmarks) Console.WriteLine($"Waits in {bookmark.ActivityId}: {bookmark.Task?.Title ?? bookmark.Name}");
        Console.WriteLine("Journal:");
        foreach (var instance in runner.Instances)
        {
            foreach (var entry in instance.Journal) Console.WriteLine($"  {instance.Definition.DefinitionId} {entry.Sequence,4} {entry.Event,-10} {entry.ActivityId} {entry.Message}".TrimEnd());
        }

        var incidents = runner.Instances.SelectMany(i => i.Incidents).ToList();
        foreach (var incident in incidents) Console.Error.WriteLine($"Incident in {incident.ActivityId} ({incident.ActivityType}): {incident.Message}");
        return incidents.Count == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static bool TryInput(string? text, out JsonObject? input)
    {
        input = null;
        if (text is null) return true;
        try
        {
            input = JsonNode.Parse(text) as JsonObject;
            return input is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    internal static int Complain(string words, int code)
    {
        Console.Error.WriteLine(words);
        return code;
    }
}
