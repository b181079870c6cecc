using System.Globalization;

namespace ReviewFlow.Persistence.EmbeddedServer;

/// <summary>As whom the server runs: the host's own account, or for root, which PostgreSQL refuses, an unprivileged one.</summary>
sealed record ServerAccount(int User, int Group)
{
    static readonly string[] Unprivileged = ["postgres", "nobody"];

    /// <summary>Null when the host's own account will do.</summary>
    public static ServerAccount? Choose()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return null;
        var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length > 3).ToList();
        var chosen = Unprivileged
            .Select(name => accounts.Find(fields => fields[0] == name))
            .FirstOrDefault(fields => fields is not null)
            ?? throw new DatabaseUnavailableException(
                "The embedded database cannot run as root.",
                "/etc/passwd has neither an account postgres nor an account nobody.",
                "run the host as an ordinary user, or set a connection string.");
        return new(Number(chosen[2]), Number(chosen[3]));
    }

    public IReadOnlyList<string> Prefix =>
        ["setpriv", $"--reuid={User}", $"--regid={Group}", "--clear-groups", "--inh-caps=-all", "--"];

    public async Task TakeOverAsync(string path, CancellationToken cancellationToken)
    {
        var change = await ServerCommand.RunAsync(["chown", "-h", $"{User}:{Group}", path], "/", cancellationToken);
        if (change.ExitCode != 0)
            throw PrivateFiles.CannotWrite(path, new IOException(change.Output));
    }

    static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
