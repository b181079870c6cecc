using System.ComponentModel;
using System.Diagnostics;

namespace ReviewFlow.Persistence.EmbeddedServer;

sealed record CommandResult(int ExitCode, string Output);

/// <summary>Runs a program to its end and collects what it says.</summary>
static class ServerCommand
{
    public static async Task<CommandResult> RunAsync(
        IReadOnlyList<string> command, string workingFolder, CancellationToken cancellationToken)
    {
        using var process = Start(command, workingFolder);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return new(process.ExitCode, (await output + await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    static Process Start(IReadOnlyList<string> command, string workingFolder)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            WorkingDirectory = workingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        // PGDATA, PGPORT and the like are meant for the user's own server; messages are matched in English.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new DatabaseUnavailableException(
                "The embedded database cannot be started.",
                $"'{command[0]}' cannot be run: {missing.Message}",
                command[0] == "setpriv"
                    ? "install util-linux (it has setpriv), run the host as an ordinary user, or set a connection string."
                    : "delete the folder 'postgres' with the server's binaries so that they are staged again, or set a connection string.",
                inner: missing);
        }
    }
}
