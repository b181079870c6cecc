using System.Text;

namespace ReviewFlow.Testing.Mail;

/// <summary>A mail that the server has taken.</summary>
public sealed record TakenMail(DateTimeOffset At, string To, bool Secure, string Raw)
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
