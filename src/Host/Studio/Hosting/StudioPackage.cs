using System.Text.Json;
using Microsoft.Extensions.FileProviders;
using ReviewFlow.Persistence.EmbeddedServer;

namespace ReviewFlow.Host.Studio.Hosting;

/// <summary>The files of Elsa Studio, as npm fetched them. They stay outside <c>wwwroot</c>: 90 MB that no build step needs to look at.</summary>
public sealed class StudioPackage
{
    private const string Name = "@elsa-workflows/elsa-studio-wasm";

    public StudioPackage(IWebHostEnvironment environment)
    {
        var root = DataPlaces.FindRoot(environment.ContentRootPath);
        string[] candidates =
        [
            Path.Combine(root, "src", "Host", "node_modules", Name),
            Path.Combine(environment.ContentRootPath, "node_modules", Name),
            Path.Combine(AppContext.BaseDirectory, "node_modules", Name),
        ];
        if (candidates.FirstOrDefault(Directory.Exists) is not { } folder) return;
        Files = new PhysicalFileProvider(Path.GetFullPath(folder));
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "package.json")));
        Version = manifest.RootElement.GetProperty("version").GetString() ?? Version;
    }

    /// <summary>The files; null when npm was skipped at build.</summary>
    public IFileProvider? Files { get; }

    /// <summary>Version of the package; part of every entity tag.</summary>
    public string Version { get; } = "0";
}
