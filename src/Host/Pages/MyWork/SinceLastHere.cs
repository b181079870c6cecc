using ReviewFlow.Host.Pages.Notices;
using ReviewFlow.Persistence.Work;
using ReviewFlow.Workflows;

namespace ReviewFlow.Host.Pages.MyWork;

/// <summary>What is new since the person was here before (ruling 9).</summary>
/// <param name="When">When that was, in words.</param>
/// <param name="News">The newest notices since.</param>
/// <param name="More">How many more there are.</param>
/// <param name="BecameOverdue">Work on this page whose due moment passed since.</param>
public sealed record SinceLastHere(string When, IReadOnlyList<NoticeView> News, int More, int BecameOverdue)
{
    private const int Named = 3;

    public static async Task<SinceLastHere> ReadAsync(NoticeReader notices, string personId, DateTimeOffset before, DateTimeOffset now, IReadOnlyList<InboxRow> rows, CancellationToken cancellation)
    {
        var news = await notices.ReadAsync(personId, before, cancellation);
        return new SinceLastHere(
            UkWords.Moment(before), [.. news.Take(Named)], Math.Max(0, news.Count - Named), rows.Count(r => r.DueAt > before && r.DueAt <= now));
    }
}
