using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace ReviewFlow.Testing.Mail;

/// <summary>What the server does with the next mails.</summary>
public enum SmtpMood
{
    Takes,
    RefusesRecipients,
    IsBusy,

    /// <summary>Takes the mail and loses the line before saying so: the window in which a mail can come twice.</summary>
    TakesAndHangsUp,
}

/// <summary>The mail server of npm's <c>smtp-server</c> on loopback, which offers STARTTLS and can be switched off and on again on its port.</summary>
public sealed class MailServer : IAsyncDisposable
{
    private readonly Func<DateTimeOffset> _now;
    private readonly Process _process;
    private readonly ConcurrentQueue<TakenMail> _taken = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _asked = new();
    private readonly TaskCompletionSource<int> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _number;

    private MailServer(Func<DateTimeOffset> now, Process process) => (_now, _process) = (now, process);

    public int Port { get; private set; }

    public IReadOnlyList<TakenMail> Taken => [.. _taken];

    /// <summary>Starts it on a free port.</summary>
    /// <param name="now">The time that a mail is said to have come at.</param>
    public static async Task<MailServer> StartAsync(Func<DateTimeOffset> now)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "mail-server");
        var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, "server.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
        })!;
        var server = new MailServer(now, process);
        process.OutputDataReceived += (_, line) => server.Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        server.Port = await server._ready.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return server;
    }

    public Task SetMoodAsync(SmtpMood mood) => AskAsync("mood", mood.ToString());

    public Task SwitchOffAsync() => AskAsync("off");

    public Task SwitchOnAsync() => AskAsync("on");

    /// <summary>Waits until everything that the server had taken is in <see cref="Taken"/>.</summary>
    public Task CatchUpAsync() => AskAsync("look");

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (TimeoutException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private Task AskAsync(string what, string? value = null)
    {
        var id = Interlocked.Increment(ref _number);
        var answer = _asked[id] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_process)
        {
            _process.StandardInput.WriteLine(JsonSerializer.Serialize(new { id, what, value }));
            _process.StandardInput.Flush();
        }

        return answer.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private void Hear(string? line)
    {
        if (string.IsNullOrEmpty(line)) return;
        using var said = JsonDocument.Parse(line);
        var root = said.RootElement;
        if (root.TryGetProperty("ready", out var port)) _ready.TrySetResult(port.GetInt32());
        if (root.TryGetProperty("done", out var id) && _asked.TryRemove(id.GetInt32(), out var answer)) answer.TrySetResult();
        if (!root.TryGetProperty("mail", out var mail)) return;
        var raw = Encoding.Latin1.GetString(mail.GetProperty("raw").GetBytesFromBase64());
        _taken.Enqueue(new TakenMail(_now(), mail.GetProperty("to").GetString()!, mail.GetProperty("secure").GetBoolean(), raw));
    }
}
