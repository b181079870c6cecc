using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using ReviewFlow.Persistence.Notices;

namespace ReviewFlow.Host.Live;

/// <summary>Who has a page open at this host, and how they are told.</summary>
public sealed class OpenPages(IHubContext<NoticeHub> hub, UnreadCounts counts)
{
    private readonly ConcurrentDictionary<string, string> _people = new(StringComparer.Ordinal);

    public void Add(string connectionId, string person) => _people[connectionId] = person;

    public void Remove(string connectionId) => _people.TryRemove(connectionId, out _);

    /// <summary>Tells those of these people who have a page open here how many are unread; null for everybody.</summary>
    public async Task TellAsync(IReadOnlyCollection<string>? people, CancellationToken cancel)
    {
        string[] here = [.. _people.Values.Distinct(StringComparer.Ordinal).Where(p => people is null || people.Contains(p))];
        foreach (var (person, number) in await counts.ReadAsync(here, cancel))
            await hub.Clients.Group(person).SendAsync(NoticeHub.Unread, number, cancel);
    }
}
