using System.Security.Cryptography;
using System.Text;

namespace ReviewFlow.Persistence.EmbeddedServer;

/// <summary>
/// Where binaries and data of the embedded server lie: within the data folder, or, because PostgreSQL refuses root,
/// below /var/lib in a place of this data folder's own that another account can enter.
/// </summary>
public sealed record ServerFolders(string Home)
{
    /// <summary>PostgreSQL cannot read the data of another major version: a folder for each.</summary>
    public const int MajorVersion = 18;

    public static ServerFolders For(string dataRoot)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataRoot));
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return new(Path.Combine(full, "postgres"));
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(full)))[..16];
        return new(Path.Combine("/var/lib/reviewflow", key));
    }

    /// <summary>Makes the folder itself; as root, such that the server's account can pass through it.</summary>
    public void Create()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            PrivateFiles.CreateFolder(Home);
            return;
        }

        const UnixFileMode passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        foreach (var folder in new[] { Path.GetDirectoryName(Home)!, Home })
        {
            Directory.CreateDirectory(folder);
            File.SetUnixFileMode(folder, passable);
        }
    }

    /// <summary>Belongs to the account that runs the server.</summary>
    public string Version => Path.Combine(Home, $"{MajorVersion}");

    public string Cluster => Path.Combine(Version, "data");

    public string Log => Path.Combine(Version, "server.log");

    public bool HasCluster => File.Exists(Path.Combine(Cluster, "PG_VERSION"));
}
