using System.Diagnostics;
using System.Globalization;

namespace ReviewFlow.Persistence.EmbeddedServer;

/// <summary>What <c>postmaster.pid</c> says of the server that runs, or once ran, on a cluster.</summary>
sealed record PostmasterFile(string Path, int ProcessId, int Port)
{
    public static PostmasterFile? Find(string cluster)
    {
        var path = System.IO.Path.Combine(cluster, "postmaster.pid");
        if (!File.Exists(path))
            return null;
        try
        {
            var lines = File.ReadAllLines(path);
            return new(path, Number(lines, 0), Number(lines, 3));
        }
        catch (FileNotFoundException)
        {
            // A server that stops takes its file away.
            return null;
        }
    }

    /// <summary>True only for a postmaster of this very cluster: after a crash the number may belong to anybody.</summary>
    public bool IsAlive()
    {
        if (ProcessId <= 0)
            return false;
        if (OperatingSystem.IsLinux())
            return WorksHere();
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>
    /// PostgreSQL clears the file of a dead process itself, and better (it also looks for surviving children);
    /// but it takes any living process of its own account for its predecessor.
    /// </summary>
    public void RemoveWhenNumberWasReused()
    {
        try
        {
            using var stranger = Process.GetProcessById(Math.Max(ProcessId, 0));
            File.Delete(Path);
        }
        catch (ArgumentException)
        {
            if (ProcessId <= 0)
                File.Delete(Path);
        }
    }

    // The postmaster works in its cluster's folder, so the same file must be found there. A root without every right, as
    // in a container, may not look there when the server runs under another account; the command line is open to all.
    bool WorksHere()
    {
        try
        {
            return File.ReadAllText($"/proc/{ProcessId}/cwd/postmaster.pid") == File.ReadAllText(Path);
        }
        catch (UnauthorizedAccessException)
        {
            return WasStartedHere();
        }
        catch (IOException)
        {
            return false;
        }
    }

    bool WasStartedHere()
    {
        try
        {
            var command = File.ReadAllText($"/proc/{ProcessId}/cmdline").Split('\0');
            return System.IO.Path.GetFileName(command[0]) == "postgres" && command.Contains(System.IO.Path.GetDirectoryName(Path));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    static int Number(string[] lines, int index) =>
        index < lines.Length && int.TryParse(lines[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
