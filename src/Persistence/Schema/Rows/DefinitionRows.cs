using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Persistence.Schema.Rows;

/// <summary>A published version of a definition. Never changed.</summary>
public sealed class DefinitionVersionRow
{
    public required string Id { get; set; }
    public required string DefinitionId { get; set; }
    public int Version { get; set; }
    public required string Name { get; set; }

    /// <summary>The JSON as it came: text, because jsonb would reorder members and lose numbers.</summary>
    public required string Content { get; set; }
    public required string ContentHash { get; set; }
    public DateTimeOffset PublishedAt { get; set; }
    public required string PublishedBy { get; set; }

    /// <summary>Taken out of use: nothing new starts on it. What runs on it goes on.</summary>
    public DateTimeOffset? RetiredAt { get; set; }

    /// <summary>Taken off every list. The content stays for the cases that ran on it, and its number is never given again.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>Revision of the draft that it came from; 0 for what came as a file. Revisions of a definition only grow.</summary>
    public int Revision { get; set; }

    /// <summary>A draft as somebody tried it. Never listed and never the newest.</summary>
    public bool Snapshot { get; set; }
}

/// <summary>What the designer is working on. Never cached, never run.</summary>
public sealed class DefinitionDraftRow
{
    public required string DefinitionId { get; set; }
    public required string Id { get; set; }
    public int Version { get; set; }
    public required string Name { get; set; }
    public required string Content { get; set; }

    /// <summary>Goes up by one with every save that changed something.</summary>
    public int Revision { get; set; }

    /// <summary>First of the newest saves in a row by the same author.</summary>
    public int AuthorSince { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
    public required string ChangedBy { get; set; }

    /// <summary>When the history last got a row.</summary>
    public DateTimeOffset KeptAt { get; set; }
}

/// <summary>A draft as it was before it was changed.</summary>
public sealed class DefinitionDraftHistoryRow
{
    public required string DefinitionId { get; set; }
    public int Revision { get; set; }
    public int Version { get; set; }
    public required string Name { get; set; }
    public required string Content { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
    public required string ChangedBy { get; set; }
}

/// <summary>A published version of a form. Never changed.</summary>
public sealed class FormVersionRow
{
    public required string Id { get; set; }
    public int Version { get; set; }
    public required string Content { get; set; }
    public required string ContentHash { get; set; }
    public DateTimeOffset PublishedAt { get; set; }
    public required string PublishedBy { get; set; }

    /// <summary>Revision of the draft that it came from; 0 for what came as a file.</summary>
    public int Revision { get; set; }
}

public sealed class ReferenceCounterRow
{
    /// <summary>The pattern with everything but the number filled in, e.g. <c>QAP-2026-</c>.</summary>
    public required string Series { get; set; }
    public int Last { get; set; }
}

public sealed class SettingRow
{
    public required string Key { get; set; }
    public required string Value { get; set; }
}

/// <summary>The business clock's distance from system time. Only ever grows.</summary>
public sealed class BusinessClockRow
{
    public int Id { get; set; }
    public TimeSpan Ahead { get; set; }
}

public sealed class CalendarRow
{
    public required string Id { get; set; }
    public required string Name { get; set; }
    public required string Zone { get; set; }
    public DateOnly KnownUntil { get; set; }
}

public sealed class CalendarDayRow
{
    public required string CalendarId { get; set; }
    public DateOnly Day { get; set; }
    public required string Title { get; set; }
}

public sealed class DataProtectionKeyRow
{
    public required string FriendlyName { get; set; }
    public required string Xml { get; set; }
}

/// <summary>A step that starts its definition by itself. Of the published version alone.</summary>
public sealed class TriggerRow
{
    /// <summary>Definition and path of the step: the same over all versions, so that a new version goes on where the old one stood.</summary>
    public required string Id { get; set; }
    public required string DefinitionId { get; set; }
    public required string VersionId { get; set; }
    public required string ActivityId { get; set; }
    public TriggerKind Kind { get; set; }

    /// <summary>Event name, interval, cron expression, moment or path.</summary>
    public required string Value { get; set; }

    /// <summary>HTTP methods; empty for everything else.</summary>
    public required string[] Methods { get; set; }

    /// <summary>When it starts the next case; null: not by the clock, or never again.</summary>
    public DateTimeOffset? DueAt { get; set; }
}

/// <summary>A running instance of a definition of which only one may run at a time. The key is what must be unique.</summary>
public sealed class ActivationRow
{
    public required string Key { get; set; }
    public required string CaseId { get; set; }
    public required string InstanceId { get; set; }
}

/// <summary>An instance that was moved to another version of its definition.</summary>
public sealed class InstanceMigrationRow
{
    public required string Id { get; set; }
    public required string CaseId { get; set; }
    public required string InstanceId { get; set; }
    public required string FromVersionId { get; set; }
    public required string ToVersionId { get; set; }
    public int? FromFormVersion { get; set; }
    public int? ToFormVersion { get; set; }

    /// <summary>Length of the case's audit just after: what a person did since is longer.</summary>
    public int AuditNumber { get; set; }
    public DateTimeOffset At { get; set; }
    public required string By { get; set; }
    public DateTimeOffset? UndoneAt { get; set; }
}
