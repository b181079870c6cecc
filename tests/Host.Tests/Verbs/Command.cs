using System.Diagnostics;
using ReviewFlow.Testing;

namespace ReviewFlow.Host.Tests.Verbs;

/// <summary>The program as the shell starts it.</summary>
internal static class Command
{
    public sealed record Result(int Code, string Output, string Errors);

    public static async Task<Result> RunAsync(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = RunningHost.Repository };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "reviewflow.dll"));
        foreach (var word in words) start.ArgumentList.Add(word);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.EndsAsync();
        return new Result(process.ExitCode, await output, await errors);
    }
}
