using System.Diagnostics;

namespace ReviewFlow.Testing;

/// <summary>How long a test waits for what is not in its own hands: another program, a browser. Then it fails in words and does not stand still.</summary>
public static class Patience
{
    public static TimeSpan Longest { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Waits until a program has ended and all that it said was read. One that does not end is killed, with what it started.</summary>
    /// <exception cref="TimeoutException">That took longer than <see cref="Longest"/>.</exception>
    public static async Task EndsAsync(this Process process)
    {
        try
        {
            await process.WaitForExitAsync().WaitAsync(Longest);
        }
        catch (TimeoutException stuck)
        {
            var state = process.HasExited ? "ended, but something that it started still holds its output" : "did not end";
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} {state} within {Longest.TotalMinutes} minutes.", stuck);
        }
    }
}
