using System.Security.Cryptography;
using System.Text.Json;

namespace ReviewFlow.Persistence.EmbeddedServer;

/// <summary>The passwords of the embedded server and the folder they belong to, kept in <c>database.json</c> of the data folder.</summary>
sealed record ServerSecrets(string Folder, string Superuser, string Owner, string App)
{
    static readonly JsonSerializerOptions Layout = new(JsonSerializerOptions.Web) { WriteIndented = true };

    public static ServerSecrets? Find(string dataRoot)
    {
        var path = PathIn(dataRoot);
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<ServerSecrets>(File.ReadAllText(path), Layout)!;
        }
        catch (JsonException broken)
        {
            throw new DatabaseUnavailableException(
                "The password of the embedded database cannot be read.",
                $"{path}: {broken.Message}",
                "restore this file from your backup; without it the database stays closed.",
                inner: broken);
        }
    }

    public static ServerSecrets Create(string dataRoot, ServerFolders folders)
    {
        var secrets = new ServerSecrets(folders.Version, NewPassword(), NewPassword(), NewPassword());
        PrivateFiles.Write(PathIn(dataRoot), JsonSerializer.Serialize(secrets, Layout));
        return secrets;
    }

    public ServerSecrets KeepFolder(string dataRoot, ServerFolders folders)
    {
        if (Folder == folders.Version)
            return this;
        if (!folders.HasCluster && Directory.Exists(Folder))
        {
            throw new DatabaseUnavailableException(
                "The database is not where this host looks for it.",
                $"it lies in {Folder}, but would now be looked for in {folders.Version}: the data folder was moved, the host ran"
                + " under another account, or another version of PostgreSQL wrote it.",
                $"run the host as before, or move the first folder to the second, or delete {PathIn(dataRoot)} to begin with an empty database.");
        }

        var moved = this with { Folder = folders.Version };
        PrivateFiles.Write(PathIn(dataRoot), JsonSerializer.Serialize(moved, Layout));
        return moved;
    }

    static string PathIn(string dataRoot) => Path.Combine(dataRoot, "database.json");

    static string NewPassword() => RandomNumberGenerator.GetHexString(40, lowercase: true);
}
