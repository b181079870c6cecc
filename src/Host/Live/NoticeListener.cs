using System.Text.Json;
using System.Threading.Channels;
using Npgsql;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Notices;

namespace ReviewFlow.Host.Live;

/// <summary>
/// Says what this host has written, and hears what any host has, on one connection of its own. After a break everybody
/// with an open page is told anew, so that nothing said meanwhile is missed.
/// </summary>
public sealed partial class NoticeListener(
    NoticeNews news, CaseTransaction cases, OpenPages pages, NpgsqlDataSource source, TimeProvider system, ILogger<NoticeListener> log) : BackgroundService
{
    private static readonly TimeSpan s_gather = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_alive = TimeSpan.FromSeconds(30);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        cases.Noticed = news.Note;
        return Task.WhenAll(ForeverAsync(SpeakAsync, stoppingToken), ForeverAsync(ListenAsync, stoppingToken));
    }

    private async Task ForeverAsync(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await work(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or InvalidOperationException or IOException or JsonException)
            {
                LogBroken(e);
                await PauseAsync(s_again, stopping);
            }
        }
    }

    // Many commits of one moment make one call.
    private async Task SpeakAsync(CancellationToken stopping)
    {
        await news.WaitAsync(stopping);
        await PauseAsync(s_gather, stopping);
        await news.SayAsync(stopping);
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        await using var connection = await source.OpenConnectionAsync(stopping);
        var heard = Channel.CreateUnbounded<string>();
        connection.Notification += (_, call) => heard.Writer.TryWrite(call.Payload);
        await using (var listen = new NpgsqlCommand($"listen {NoticeNews.Channel}", connection)) await listen.ExecuteNonQueryAsync(stopping);
        await pages.TellAsync(null, stopping);
        while (true)
        {
            if (!await connection.WaitAsync(s_alive, stopping)) await ProbeAsync(connection, stopping);
            var people = new HashSet<string>(StringComparer.Ordinal);
            while (heard.Reader.TryRead(out var call)) people.UnionWith(JsonSerializer.Deserialize<string[]>(call) ?? []);
            if (people.Count > 0) await pages.TellAsync(people, stopping);
        }
    }

    // A server that vanished says nothing either.
    private static async Task ProbeAsync(NpgsqlConnection connection, CancellationToken stopping)
    {
        await using var probe = new NpgsqlCommand("select 1", connection);
        await probe.ExecuteScalarAsync(stopping);
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(pause, system, stopping);
        }
        catch (OperationCanceledException)
        {
            // Stopping: whoever asks next finds out.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "News of notices are not heard just now; pages show them when they are opened. Trying again.")]
    private partial void LogBroken(Exception error);
}
