namespace ReviewFlow.Persistence.EmbeddedServer;

/// <summary>The host has no database to work with. The message is meant for the person who started the host.</summary>
public sealed class DatabaseUnavailableException : Exception
{
    public DatabaseUnavailableException(string what, string why, string remedy, string? log = null, Exception? inner = null)
        : base(Compose(what, why, remedy, log), inner)
    {
    }

    static string Compose(string what, string why, string remedy, string? log) =>
        $"{what}{Environment.NewLine}  Why: {why}{Environment.NewLine}  What to do: {remedy}"
        + (log is null ? "" : $"{Environment.NewLine}  Log: {log}");
}
