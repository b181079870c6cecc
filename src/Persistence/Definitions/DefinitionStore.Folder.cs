using ReviewFlow.Engine;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Persistence.Definitions;

public sealed partial class DefinitionStore
{
    /// <summary>
    /// Publishes what a folder of shipped definitions holds: its <c>*.json</c> and those of <c>forms</c>. All of them are
    /// checked first; one that is wrong stops all.
    /// </summary>
    /// <param name="folder">The folder; one that does not exist holds nothing.</param>
    /// <param name="now">Business time.</param>
    /// <param name="catalog">The activity types there are.</param>
    /// <param name="facts">Calendars and value lists.</param>
    /// <param name="cancel">Stops the publishing.</param>
    /// <returns>How many files were new.</returns>
    /// <exception cref="InvalidDataException">Files are wrong; names every problem with its file and path.</exception>
    public async Task<int> PublishFolderAsync(string folder, DateTimeOffset now, ActivityCatalog catalog, Facts facts, CancellationToken cancel = default)
    {
        var changed = 0;
        var problems = new List<string>();
        foreach (var (name, json) in await FilesAsync(Path.Combine(folder, "forms"), cancel))
            changed += Count(name, await PublishFormAsync(json, now, cancel: cancel), problems);
        var files = await FilesAsync(folder, cancel);
        var beside = files.Select(f => DefinitionReader.Read(f.Json).Definition).OfType<WorkflowDefinition>().ToList();
        foreach (var (name, json) in files)
            problems.AddRange((await CheckAsync(json, catalog, facts, beside, cancel)).Where(p => !p.IsWarning).Select(p => $"{name}: {p.Path}: {p.Message}"));
        if (problems.Count > 0) throw new InvalidDataException(string.Join(Environment.NewLine, problems));
        foreach (var (name, json) in files) changed += Count(name, await PublishAsync(json, Shipped, now, cancel), problems);
        return problems.Count == 0 ? changed : throw new InvalidDataException(string.Join(Environment.NewLine, problems));
    }

    private static async Task<IReadOnlyList<(string Name, string Json)>> FilesAsync(string folder, CancellationToken cancel)
    {
        var files = new List<(string, string)>();
        if (!Directory.Exists(folder)) return files;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
            files.Add((Path.GetFileName(file), await File.ReadAllTextAsync(file, cancel)));
        return files;
    }

    private static int Count(string name, PublishResult result, List<string> problems)
    {
        problems.AddRange(result.Problems.Select(p => $"{name}: {p}"));
        return result is { Problems.Count: 0, Changed: true } ? 1 : 0;
    }
}
