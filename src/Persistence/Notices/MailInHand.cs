using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Notices;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Notices;

/// <summary>A mail whose moment has come, with what is true of its work now.</summary>
internal sealed record MailInHand
{
    /// <summary>Template of mails that are a digest.</summary>
    public const string DigestTemplate = "digest";

    private static readonly JsonSerializerOptions s_wire = new(JsonSerializerDefaults.Web);

    public required string Id { get; init; }
    public string? PersonId { get; init; }
    public string? Address { get; init; }
    public required string Template { get; init; }
    public bool Critical { get; init; }
    public string? AlertId { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public string? Data { get; init; }
    public string? CaseId { get; init; }
    public int Attempts { get; init; }
    public DateTimeOffset? FirstFailedAt { get; init; }
    public string? Reference { get; init; }
    public string? Process { get; init; }
    public string? TaskId { get; init; }
    public string? TaskTitle { get; init; }
    public string? SubjectName { get; init; }
    public bool Acknowledged { get; init; }
    public bool TaskDone { get; init; }
    public string? HeldTaskId { get; init; }
    public string? HolderId { get; init; }

    public static MailInHand From(NpgsqlDataReader r) => new()
    {
        Id = r.GetString(0),
        PersonId = r.TextOrNull(1),
        Address = r.TextOrNull(2) ?? r.TextOrNull(20),
        Template = r.GetString(3),
        Critical = r.GetBoolean(4),
        AlertId = r.TextOrNull(5),
        DueAt = r.MomentOrNull(6),
        Data = r.TextOrNull(7),
        CaseId = r.TextOrNull(8),
        Attempts = r.GetInt32(9),
        FirstFailedAt = r.MomentOrNull(10),
        Reference = r.TextOrNull(11),
        Process = r.TextOrNull(12),
        TaskId = r.TextOrNull(13),
        TaskTitle = r.TextOrNull(14),
        SubjectName = r.TextOrNull(15),
        Acknowledged = r.GetBoolean(16),
        TaskDone = r.GetBoolean(17),
        HeldTaskId = r.TextOrNull(18),
        HolderId = r.TextOrNull(19),
    };

    /// <summary>Whether nobody waits for its reader any more: answered, acknowledged, or given to somebody else.</summary>
    public bool Settled => Acknowledged || TaskDone || (TaskId is not null && AlertId is null && HeldTaskId is null && Template != "task-reassigned"
        && MessageGroups.Of(Template) is MessageGroup.Work or MessageGroup.Reminders);

    /// <summary>The digest that it is; null when it is a message.</summary>
    public Digest? Digest => Template == DigestTemplate ? JsonSerializer.Deserialize<Digest>(Data!, s_wire) : null;

    public MessageFields Fields(Organisation organisation) => new(
        Reference ?? "ReviewFlow",
        Process ?? "ReviewFlow",
        MailText.WithoutSubject(TaskTitle, SubjectName),
        Colleague(organisation),
        DueAt is { } due ? UkWords.Moment(due) : null);

    /// <summary>Path of the page that it is about.</summary>
    public string Path => Version is { } version ? $"/cases/{CaseId}/versions/{version}" : (HeldTaskId ?? TaskId) is { } task ? $"/work/{task}" : string.IsNullOrEmpty(CaseId) ? "/notices" : $"/cases/{CaseId}";

    private string? Version => Template == "version-distributed" && Data is not null ? JsonNode.Parse(Data)?["version"]?.ToString() : null;

    /// <summary>The word of a link that works once, unreadable; null for any other mail.</summary>
    public string? Sealed => Data is not null && Template == "external-invited" ? JsonNode.Parse(Data)?["sealed"]?.ToString() : null;

    private string? Colleague(Organisation organisation)
    {
        var who = AlertId is not null ? HolderId : Data is null ? null : (string?)JsonNode.Parse(Data)?["colleague"];
        return who is null ? null : organisation.NameOf(who);
    }
}
