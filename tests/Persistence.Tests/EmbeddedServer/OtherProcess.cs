using System.Diagnostics;
using ReviewFlow.Persistence.EmbeddedServer;

namespace ReviewFlow.Persistence.Tests.EmbeddedServer;

static class OtherProcess
{
    public static Process StartAsServerAccount(params string[] command) => Start([.. ServerAccount.Choose()?.Prefix ?? [], .. command]);

    public static async Task<Process> HoldLockAsync(string dataRoot)
    {
        var process = Start(["flock", "--no-fork", Path.Combine(dataRoot, "host.lock"), "sh", "-c", "echo held; exec sleep 300"]);
        if (await process.StandardOutput.ReadLineAsync() != "held")
            throw new InvalidOperationException("The other process did not get the lock.");
        return process;
    }

    public static Process Start(IReadOnlyList<string> command) => Process.Start(
        new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, UseShellExecute = false })!;
}
