using Microsoft.AspNetCore.SignalR;
using ReviewFlow.Host.Identity;

namespace ReviewFlow.Host.Live;

/// <summary>Open pages of people who are signed in. Told a number and nothing else; nothing is taken from them.</summary>
public sealed class NoticeHub(OpenPages pages) : Hub
{
    /// <summary>Where pages connect.</summary>
    public const string Path = "/live/notices";

    /// <summary>What a page hears: how many are unread.</summary>
    public const string Unread = "unread";

    public override async Task OnConnectedAsync()
    {
        var person = Context.User!.PersonId();
        await Groups.AddToGroupAsync(Context.ConnectionId, person);
        pages.Add(Context.ConnectionId, person);
        await base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        pages.Remove(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
