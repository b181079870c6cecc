using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ReviewFlow.Testing.Mail;

/// <summary>A mail that the server has taken.</summary>
public sealed record TakenMail(DateTimeOffset At, string To, string Raw)
{
    public string Header(string name) =>
        Raw.Split("\r\n").TakeWhile(l => l.Length > 0).FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim() ?? "";

    public string MessageId => Header("Message-ID");

    /// <summary>Headers and text as people read them.</summary>
    public string Readable => Decoded(Raw);

    private static string Decoded(string raw)
    {
        var end = raw.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var (head, body) = (raw[..end].Replace("\r\n ", "", StringComparison.Ordinal), raw[(end + 4)..]);
        if (raw.Contains("Content-Transfer-Encoding: base64", StringComparison.OrdinalIgnoreCase))
            body = Encoding.UTF8.GetString(Convert.FromBase64String(body.Replace("\r\n", "", StringComparison.Ordinal)));
        else if (raw.Contains("quoted-printable", StringComparison.OrdinalIgnoreCase))
            body = Quoted(body.Replace("=\r\n", "", StringComparison.Ordinal));
        return string.Join("\r\n", head.Split("\r\n").Select(Words)) + "\r\n\r\n" + body;
    }

    // =?utf-8?B?...?= parts of a header, one after the other.
    private static string Words(string line)
    {
        for (var at = line.IndexOf("=?utf-8?B?", StringComparison.OrdinalIgnoreCase); at >= 0; at = line.IndexOf("=?utf-8?B?", StringComparison.OrdinalIgnoreCase))
        {
            var end = line.IndexOf("?=", at + 10, StringComparison.Ordinal);
            line = line[..at] + Encoding.UTF8.GetString(Convert.FromBase64String(line[(at + 10)..end])) + line[(end + 2)..];
        }

        return line;
    }

    private static string Quoted(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            var coded = text[i] == '=' && i + 2 < text.Length;
            bytes.Add(coded ? Convert.ToByte(text.Substring(i + 1, 2), 16) : (byte)text[i]);
            if (coded) i += 2;
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}

/// <summary>What the server does with the next mails.</summary>
public enum SmtpMood
{
    Takes,
    RefusesRecipients,
    IsBusy,

    /// <summary>Takes the mail and loses the line before saying so: the window in which a mail can come twice.</summary>
    TakesAndHangsUp,
}

/// <summary>A mail server on loopback that speaks SMTP (RFC 5321), without encryption, and can be switched off and on again on its port.</summary>
public sealed class LoopbackSmtp : IAsyncDisposable
{
    private readonly Func<DateTimeOffset> _now;
    private readonly List<TakenMail> _taken = [];
    private readonly List<Task> _talks = [];
    private CancellationTokenSource _stop = new();
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    public LoopbackSmtp(Func<DateTimeOffset> now)
    {
        _now = now;
        SwitchOn();
    }

    public int Port { get; private set; }

    public SmtpMood Mood { get; set; }

    public IReadOnlyList<TakenMail> Taken
    {
        get { lock (_taken) return [.. _taken]; }
    }

    public void SwitchOn()
    {
        _stop = new CancellationTokenSource();
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener, _stop.Token);
    }

    public async Task SwitchOffAsync()
    {
        if (_listener is null) return;
        await _stop.CancelAsync();
        _listener.Stop();
        _listener = null;
        await _accepting;
        await Task.WhenAll(_talks);
        _stop.Dispose();
    }

    public async ValueTask DisposeAsync() => await SwitchOffAsync();

    private async Task AcceptAsync(TcpListener listener, CancellationToken cancel)
    {
        try
        {
            while (true) _talks.Add(TalkAsync(await listener.AcceptTcpClientAsync(cancel), cancel));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Switched off.
        }
    }

    private async Task TalkAsync(TcpClient client, CancellationToken cancel)
    {
        using var line = client;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 loopback ESMTP");
            await AnswerAsync(reader, writer, cancel);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side, or the test, hung up.
        }
    }

    private async Task AnswerAsync(StreamReader reader, StreamWriter writer, CancellationToken cancel)
    {
        var to = "";
        while (await reader.ReadLineAsync(cancel) is { } said)
        {
            var verb = said.Split(' ', ':')[0].ToUpperInvariant();
            if (verb == "RCPT") to = said[(said.IndexOf('<', StringComparison.Ordinal) + 1)..said.IndexOf('>', StringComparison.Ordinal)];
            if (verb == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                var raw = await DataAsync(reader, cancel);
                lock (_taken) _taken.Add(new TakenMail(_now(), to, raw));
                if (Mood == SmtpMood.TakesAndHangsUp) return;
            }

            await writer.WriteLineAsync(verb switch
            {
                "EHLO" => "250 loopback",
                "RCPT" when Mood == SmtpMood.RefusesRecipients => "550 5.1.1 no such mailbox",
                "RCPT" when Mood == SmtpMood.IsBusy => "450 4.2.0 try again later",
                "QUIT" => "221 bye",
                "STARTTLS" or "AUTH" => "502 not here",
                _ => "250 ok",
            });
            if (verb == "QUIT") return;
        }
    }

    private static async Task<string> DataAsync(StreamReader reader, CancellationToken cancel)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(cancel) is { } line && line != ".") text.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        return text.ToString();
    }
}
