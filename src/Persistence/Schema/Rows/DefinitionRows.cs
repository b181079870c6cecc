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
    public DateTimeOffset? RetiredAt { get; set; }
}

/// <summary>What the designer is working on. Never cached, never run.</summary>
public sealed class DefinitionDraftRow
{
    public required string DefinitionId { get; set; }
    public required string Id { get; set; }
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
