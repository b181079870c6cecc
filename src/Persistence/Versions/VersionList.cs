using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Notices;
using ReviewFlow.Workflows.Versions;

namespace ReviewFlow.Persistence.Versions;

/// <summary>A frozen version as it is on file, and whether it still is what was frozen.</summary>
/// <param name="Row">The row.</param>
/// <param name="Content">What it says; null when the text can no longer be read.</param>
/// <param name="Holds">Whether the text has the hash that was recorded.</param>
public sealed record VersionOnFile(FrozenVersionRow Row, FrozenVersion? Content, bool Holds);

/// <summary>One line of the log of a distribution.</summary>
public sealed record DeliveryLine(DeliveryRow Row, DistributionRow Distribution, MailState? Mail, DateTimeOffset? MailSettledAt, int Attempts, string? Error)
{
    /// <summary>Whether it can be sent again by hand.</summary>
    public bool CanSendAgain => Mail == MailState.Dead;

    /// <summary>How far it has come, in one or two words.</summary>
    public string State => this switch
    {
        { Row.ConfirmedAt: not null } => "Receipt confirmed",
        { Row.OpenedAt: not null } => "Opened",
        { Mail: MailState.Dead } => "Bounced",
        { Mail: MailState.Waiting, Row.Bounces: > 0 } => "Bounced, being sent again",
        { Mail: MailState.Waiting, Attempts: > 0 } => "Not delivered yet, being retried",
        { Mail: MailState.Waiting } => "Sent, on its way",
        { Mail: MailState.Sent } => "Delivered",
        { Mail: MailState.ForDigest or MailState.InDigest } => "Sent with the daily summary",
        { Mail: MailState.Muted or MailState.Withdrawn } => "In the app only",
        _ => "Sent",
    };

    /// <summary>What happened, one sentence each, oldest first.</summary>
    public IReadOnlyList<string> Story =>
    [
        $"Sent {UkWords.Moment(Distribution.SentAt)}",
        .. Row.BouncedAt is { } bounced ? [$"Bounced {UkWords.Moment(bounced)}: {Row.BounceWhy}"] : Array.Empty<string>(),
        .. Row.Retries > 0 ? [$"Retried {(Row.Retries == 1 ? "once" : $"{Row.Retries} times")}"] : Array.Empty<string>(),
        .. Mail == MailState.Sent && MailSettledAt is { } at ? [$"Delivered to the mail server {UkWords.Moment(at)}"] : Array.Empty<string>(),
        .. Row.OpenedAt is { } opened ? [$"Opened {UkWords.Moment(opened)}"] : Array.Empty<string>(),
        .. Row.ConfirmedAt is { } confirmed ? [$"Receipt confirmed {UkWords.Moment(confirmed)}"] : Array.Empty<string>(),
    ];
}

/// <summary>Reads the frozen versions of a case and who got them. Access is decided by whoever asks.</summary>
public sealed class VersionList(ReviewFlowDbContext db)
{
    /// <summary>All versions of a case, latest first.</summary>
    public async Task<IReadOnlyList<VersionOnFile>> OfCaseAsync(string caseId, CancellationToken cancel = default) =>
        [.. (await db.FrozenVersions.AsNoTracking().Where(v => v.CaseId == caseId).OrderByDescending(v => v.Number).ToListAsync(cancel)).Select(Checked)];

    /// <summary>One version; null when there is none of that number.</summary>
    public async Task<VersionOnFile?> OneAsync(string caseId, int number, CancellationToken cancel = default) =>
        await db.FrozenVersions.AsNoTracking().FirstOrDefaultAsync(v => v.CaseId == caseId && v.Number == number, cancel) is { } row ? Checked(row) : null;

    /// <summary>Everybody to whom a version was sent, in the order of sending.</summary>
    public async Task<IReadOnlyList<DeliveryLine>> DeliveriesAsync(string caseId, int? number, CancellationToken cancel = default)
    {
        var rows = await db.Deliveries.AsNoTracking().Where(d => d.CaseId == caseId && (number == null || d.Version == number))
            .Join(db.Distributions.AsNoTracking(), d => d.DistributionId, s => s.Id, (d, s) => new { Delivery = d, Distribution = s })
            .GroupJoin(db.Mails.AsNoTracking(), d => d.Delivery.MailId, m => m.Id, (d, m) => new { d.Delivery, d.Distribution, Mails = m })
            .SelectMany(d => d.Mails.DefaultIfEmpty(), (d, m) => new { d.Delivery, d.Distribution, Mail = m })
            .ToListAsync(cancel);
        return [.. rows.Select(r => new DeliveryLine(r.Delivery, r.Distribution, r.Mail?.State, r.Mail?.SettledAt, r.Mail?.Attempts ?? 0, r.Mail?.Error))
            .OrderBy(l => l.Distribution.SentAt).ThenBy(l => l.Row.GroupLabel, StringComparer.Ordinal).ThenBy(l => l.Row.RecipientName, StringComparer.Ordinal)];
    }

    private static VersionOnFile Checked(FrozenVersionRow row)
    {
        try
        {
            return new VersionOnFile(row, FrozenVersion.Read(row.Content), FrozenVersion.HashOf(row.Content) == row.ContentHash);
        }
        catch (FormatException)
        {
            return new VersionOnFile(row, null, Holds: false);
        }
    }
}
