namespace ReviewFlow.Host.Pages.Calendars;

/// <summary>What the page of working days posts. The same fields go round once more with the confirmation.</summary>
public sealed class CalendarForm
{
    /// <summary><c>add</c>, <c>remove</c> or <c>import</c>.</summary>
    public string? Change { get; set; }

    public string? Calendar { get; set; }

    /// <summary>The day, or the first of several.</summary>
    public string? Day { get; set; }

    /// <summary>The last day of a closure; empty for one day.</summary>
    public string? Until { get; set; }

    public string? Title { get; set; }

    /// <summary>Text of the published file.</summary>
    public string? File { get; set; }

    /// <summary>The published file itself, in place of its text.</summary>
    public IFormFile? Upload { get; set; }

    /// <summary><c>yes</c> once what moves was shown.</summary>
    public string? Confirmed { get; set; }
}
