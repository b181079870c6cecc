using Npgsql;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.Notices;

namespace ReviewFlow.Persistence.Notices;

/// <summary>The words of messages: those that the organisation has published, else the shipped ones.</summary>
public sealed class TemplateTexts(NpgsqlDataSource source, TimeProvider system) : IDisposable
{
    internal const string Published = "select name, subject, body from message_templates where published_at is not null";

    private readonly Cached<Dictionary<string, (string Subject, string Body)>> _cached = new(cancel => ReadAsync(source, cancel), TimeSpan.FromSeconds(10), system);

    /// <summary>The template as it is sent now; a plain one when a definition names one that does not exist.</summary>
    public async ValueTask<Template> FindAsync(string name, CancellationToken cancel = default) => (await AllAsync(cancel))(name);

    /// <summary>All of them by name, for a page that shows many messages.</summary>
    public async ValueTask<Func<string, Template>> AllAsync(CancellationToken cancel = default)
    {
        var published = await _cached.GetAsync(cancel);
        return name =>
        {
            var shipped = Templates.Find(name) ?? new Template(name, "{reference}: {process}", "There is news in {process} {reference}: {asked}.");
            return published.TryGetValue(name, out var own) ? shipped with { Subject = own.Subject, Body = own.Body } : shipped;
        };
    }

    /// <summary>To be called after a template was published.</summary>
    public void Forget() => _cached.Forget();

    public void Dispose() => _cached.Dispose();

    private static async Task<Dictionary<string, (string Subject, string Body)>> ReadAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(Published);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        return (await rows.ListAsync(r => (Name: r.GetString(0), Subject: r.GetString(1), Body: r.GetString(2)), cancel))
            .ToDictionary(t => t.Name, t => (t.Subject, t.Body), StringComparer.Ordinal);
    }
}
