using ReviewFlow.Engine;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Host.Startup;
using ReviewFlow.Persistence;
using ReviewFlow.Workflows.Calendars;
using ReviewFlow.Workflows.Definitions;

namespace ReviewFlow.Host.Verbs;

/// <summary>A definition's file and those that are shipped, which it may start or use.</summary>
/// <param name="Definition">The file's own; null when it is refused.</param>
/// <param name="All">It and the shipped ones.</param>
/// <param name="Problems">Everything that is wrong with it; warnings among them do not stop it.</param>
internal sealed record DefinitionFiles(WorkflowDefinition? Definition, IReadOnlyList<WorkflowDefinition> All, IReadOnlyList<DefinitionProblem> Problems)
{
    /// <summary>Calendars as shipped; the given one is the organisation's.</summary>
    public static Facts Facts(string calendar) => new() { Version = "shipped", Calendars = UkCalendars.Shipped, DefaultCalendar = calendar };

    /// <summary>Reads, links and checks. Never throws for what is in the file.</summary>
    public static async Task<DefinitionFiles> ReadAsync(string file, string? folder, Facts facts, CancellationToken cancellation)
    {
        var read = DefinitionReader.Read(await File.ReadAllTextAsync(file, cancellation));
        if (read.Definition is not { } own) return new DefinitionFiles(null, [], read.Problems);
        List<WorkflowDefinition> all = [own, .. (await ShippedAsync(folder ?? Root(), cancellation)).Where(d => d.DefinitionId != own.DefinitionId)];
        var problems = DefinitionChecks.Check(own, new DefinitionSurroundings(PersistenceRegistration.Catalog(), facts) { Find = r => r.Choose(all) });
        return new DefinitionFiles(problems.All(p => p.IsWarning) ? own : null, all, problems);
    }

    /// <summary>A line per problem: where, which activity, and what.</summary>
    public static void Print(IEnumerable<DefinitionProblem> problems, TextWriter to)
    {
        foreach (var problem in problems) to.WriteLine($"{(problem.IsWarning ? "warning " : "")}{problem.Path}: {problem.Message} [{problem.Code}]");
    }

    private static string Root() => FirstSteps.DefinitionsRoot(new ReviewFlowOptions(), Directory.GetCurrentDirectory());

    private static async Task<IReadOnlyList<WorkflowDefinition>> ShippedAsync(string folder, CancellationToken cancellation)
    {
        var found = new List<WorkflowDefinition>();
        IEnumerable<string> files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal) : [];
        foreach (var file in files)
        {
            if (DefinitionReader.Read(await File.ReadAllTextAsync(file, cancellation)).Definition is { } definition) found.Add(definition);
        }

        return found;
    }
}
