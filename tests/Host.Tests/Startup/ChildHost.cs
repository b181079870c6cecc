using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Persistence.EmbeddedServer;
using ReviewFlow.Testing;

namespace ReviewFlow.Host.Tests.Startup;

/// <summary>The built host as a process of its own on a data folder of its own: it can be killed and started again.</summary>
internal sealed class ChildHost : IAsyncDisposable
{
    private const string Ready = "ReviewFlow is ready: ";

    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;

    /// <summary>How often each mishap is tried: a few times in ./test, as often as the environment says elsewhere.</summary>
    public static int Times { get; } = int.Parse(Environment.GetEnvironmentVariable("REVIEWFLOW_CRASHES") ?? "3", CultureInfo.InvariantCulture);

    public string DataRoot { get; } = Path.Combine(Path.GetTempPath(), "reviewflow-host-" + Guid.NewGuid().ToString("N"));

    public Uri Address => _ready.Task.IsCompletedSuccessfully ? _ready.Task.Result : throw new InvalidOperationException("The host is not ready.");

    public string[] Settings => ["--urls=http://127.0.0.1:0", "--environment=Development", "--ReviewFlow:Demo=true", $"--ReviewFlow:DataRoot={DataRoot}", $"--ReviewFlow:DefinitionsRoot={Path.Combine(RunningHost.Repository, "workflows-json")}", .. _further];

    /// <summary>Another life on the same data.</summary>
    public ChildHost Again() => new(DataRoot);

    private readonly string[] _further = [];

    /// <summary>A host with settings of its own after the usual ones.</summary>
    public ChildHost(params string[] further) => _further = further;

    private ChildHost(string dataRoot) => DataRoot = dataRoot;

    /// <summary>Begins to start; does not wait.</summary>
    public void Launch()
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = RunningHost.Repository };
        foreach (var word in (string[])[Path.Combine(AppContext.BaseDirectory, "reviewflow.dll"), .. Settings]) start.ArgumentList.Add(word);
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"The host ended:\n{Said}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Starts, and waits for the line that says it is ready.</summary>
    public async Task<ChildHost> StartAsync()
    {
        Launch();
        try
        {
            await _ready.Task.WaitAsync(Patience.Longest);
            return this;
        }
        catch (TimeoutException stuck)
        {
            throw new TimeoutException($"The host was not ready within {Patience.Longest.TotalMinutes} minutes:\n{Said}", stuck);
        }
    }

    public string Said
    {
        get
        {
            lock (_said) return _said.ToString();
        }
    }

    /// <summary>As <c>kill -9</c> does: nothing is told, nothing is put away.</summary>
    public void Kill() => _process!.Kill();

    /// <summary>As Ctrl+C or a service manager does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        using var ask = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.EndsAsync();
        return _process.ExitCode;
    }

    public HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = Address };

    /// <summary>The server's processes, the first of all first.</summary>
    public IReadOnlyList<int> ServerProcesses()
    {
        var postmaster = int.Parse(File.ReadLines(PostmasterFile).First(), CultureInfo.InvariantCulture);
        var children = File.ReadAllText($"/proc/{postmaster}/task/{postmaster}/children");
        return [postmaster, .. children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
    }

    public string PostmasterFile => Path.Combine(ServerFolders.For(DataRoot).Cluster, "postmaster.pid");

    /// <summary>Asks the database itself, past the host.</summary>
    public async Task<long> CountAsync(string sql)
    {
        await using var connection = await OpenAsync(DatabaseRoles.App, "app");
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>A column of words.</summary>
    public async Task<IReadOnlyList<string>> WordsAsync(string sql)
    {
        await using var connection = await OpenAsync(DatabaseRoles.App, "app");
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync();
        var words = new List<string>();
        while (await rows.ReadAsync()) words.Add(rows.GetString(0));
        return words;
    }

    /// <summary>Changes the database as its owner.</summary>
    public async Task AsOwnerAsync(string sql)
    {
        await using var connection = await OpenAsync(DatabaseRoles.Owner, "owner");
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<NpgsqlConnection> OpenAsync(string role, string secret)
    {
        var secrets = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(DataRoot, "database.json")))!;
        var address = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = int.Parse(File.ReadLines(PostmasterFile).ElementAt(3), CultureInfo.InvariantCulture),
            Username = role,
            Password = (string)secrets[secret]!,
            Database = EmbeddedPostgres.Database,
            Pooling = false,
        };
        var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Looks again and again until it is so; gives up when the host has ended, or after two minutes.</summary>
    public async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var enough = new CancellationTokenSource(Patience.Longest);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        while (!await isSo())
        {
            if (_process!.HasExited) throw new InvalidOperationException($"The host ended:\n{Said}");
            await tick.WaitForNextTickAsync(enough.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false }) await StopAsync();
        _process?.Dispose();
    }

    /// <summary>Nothing of it is left.</summary>
    public void Delete()
    {
        foreach (var folder in new[] { ServerFolders.For(DataRoot).Home, DataRoot }.Where(Directory.Exists)) Directory.Delete(folder, recursive: true);
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        lock (_said) _said.AppendLine(line);
        if (line.StartsWith(Ready, StringComparison.Ordinal)) _ready.TrySetResult(new Uri(line[Ready.Length..]));
    }
}
