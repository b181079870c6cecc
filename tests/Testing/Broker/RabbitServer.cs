using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ReviewFlow.Testing.Broker;

/// <summary>RabbitMQ of this machine's package, on loopback and free ports, with a data folder of its own. Can be killed and started again on its port.</summary>
public sealed class RabbitServer : IAsyncDisposable
{
    /// <summary>Names the server's program where it does not lie as in Debian's package.</summary>
    public const string ProgramVariable = "REVIEWFLOW_TEST_RABBITMQ";

    private const string Account = "rabbitmq";

    private static readonly string s_program = Environment.GetEnvironmentVariable(ProgramVariable) is { Length: > 0 } named ? named : "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"reviewflow-rabbit-{Environment.ProcessId}-{Guid.NewGuid():N}");
    private readonly int _nodePort = FreePort();
    private readonly int _namePort = FreePort();
    private Process? _process;

    /// <summary>Why there is none on this machine; null when there is one.</summary>
    public static string? Missing { get; } = !OperatingSystem.IsLinux() ? "RabbitMQ is tried on Linux only."
        : File.Exists(s_program) ? null
        : $"There is no RabbitMQ at {s_program} (Debian: rabbitmq-server).";

    public int Port { get; } = FreePort();

    /// <summary>Starts it, or starts it again, and waits until it answers.</summary>
    public async Task StartAsync()
    {
        Directory.CreateDirectory(_folder);
        await File.WriteAllTextAsync(Path.Combine(_folder, "rabbitmq.conf"), $"listeners.tcp.1 = 127.0.0.1:{Port}\n");
        await File.WriteAllTextAsync(Path.Combine(_folder, "plugins"), "[].\n");
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", "-R", Account, _folder);
        _process = Process.Start(How())!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        using var patience = new CancellationTokenSource(s_patience);
        while (!await AnswersAsync(patience.Token)) await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (_process is null) return;
        _process.Kill(entireProcessTree: true);
        await _process.EndsAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        // The name server of its nodes stays behind; it is the one on our port and no other.
        await RunAsync("epmd", "-port", $"{_namePort}", "-kill");
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private ProcessStartInfo How()
    {
        var root = Environment.IsPrivilegedProcess;
        var start = new ProcessStartInfo(root ? "setpriv" : s_program) { RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = _folder };
        if (root) foreach (var argument in new[] { $"--reuid={Account}", $"--regid={Account}", "--clear-groups", s_program }) start.ArgumentList.Add(argument);
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["HOME"] = _folder,
            ["RABBITMQ_NODENAME"] = $"reviewflow{Port}@localhost",
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_folder, "data"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(_folder, "log"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(_folder, "rabbitmq.conf"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_folder, "plugins"),
            ["RABBITMQ_PID_FILE"] = Path.Combine(_folder, "pid"),
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
            ["RABBITMQ_DIST_PORT"] = $"{_nodePort}",
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
            ["ERL_EPMD_PORT"] = $"{_namePort}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        }) start.Environment[name] = value;
        return start;
    }

    // The first thing that a broker says is how it wants to be spoken to.
    private async Task<bool> AnswersAsync(CancellationToken cancel)
    {
        if (_process!.HasExited) throw new InvalidOperationException($"RabbitMQ ended with {_process.ExitCode}; its log is in {_folder}.");
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Port, cancel);
            await client.GetStream().WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray(), cancel);
            return await client.GetStream().ReadAsync(new byte[8], cancel) > 0;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            await process.EndsAsync();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Not installed: then there is nothing to end.
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
