using ReviewFlow.Engine.Time;
using ReviewFlow.Persistence.Actions;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Actions;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Actions;

/// <summary>One action as the pages say it.</summary>
public sealed record ActionFace(ActionLine Line, string Owner, string State, string Due, bool IsLate, string? FirstDue, string? Impact)
{
    public static ActionFace Of(ActionLine line, Organisation organisation, WorkingDayCalendar calendar, ValueListBook lists, DateOnly today)
    {
        var row = line.Row;
        var open = row.State is ActionState.Open or ActionState.Deciding;
        var late = open && row.DueOn < today;
        return new ActionFace(
            line,
            row.OwnerId is { } owner ? OwnerWords(owner, organisation, today) : "Nobody yet",
            StateWords(row.State, row.Standing),
            DueWords(row.DueOn, open, calendar, today),
            late,
            row.FirstDueOn is { } first && row.DueOn is { } due && first != due ? $"first agreed for {UkWords.Date(first)}" : null,
            ImpactWords(row.ImpactDueOn, row.ImpactCheckedAt, today))
        {
            Theme = row.Theme is { } theme ? lists.ThemeWords(theme) : null,
            CountedAs = row.Theme is { } key ? lists.ThemeOf(key) : null,
        };
    }

    public bool IsOpen => Line.Row.State is ActionState.Planned or ActionState.Open or ActionState.Deciding;

    /// <summary>Theme in words; a category that stands for one has its own.</summary>
    public string? Theme { get; private init; }

    /// <summary>The theme that it is counted with; null for none.</summary>
    public string? CountedAs { get; private init; }

    public static readonly IReadOnlyList<string> Headings = ["Reference", "About", "Process", "No.", "Action", "Theme", "Owner", "Status", "Due", "First due", "Overdue", "Impact check"];

    public IReadOnlyList<string> Cells =>
    [
        Line.Reference, Line.SubjectName, Line.Step, Line.Row.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), Line.Row.Text ?? "", Theme ?? "", Owner, State,
        Written(Line.Row.DueOn), Written(Line.Row.FirstDueOn), IsLate ? Due : "", Impact ?? "",
    ];

    // Somebody who has left still stands there until the action is given to somebody else.
    private static string OwnerWords(string owner, Organisation organisation, DateOnly today) =>
        organisation.Person(owner) is { LeftOn: { } left } person && left < today ? $"{person.Name} (left {UkWords.Date(left)})" : organisation.NameOf(owner);

    private static string StateWords(ActionState state, string? standing) => state switch
    {
        ActionState.Planned => "Planned, not agreed yet",
        // What its owner said before it was opened again does not hold any more.
        ActionState.Open when standing is "Complete" or "Not achievable" => "Opened again",
        ActionState.Open => standing ?? "Not started",
        ActionState.Deciding => "Said to be not achievable, to be decided",
        ActionState.Complete => "Complete",
        ActionState.NotAchievable => "Not achievable, agreed",
        ActionState.Ended => "Its process has ended",
        _ => "Taken out of the plan",
    };

    private static string DueWords(DateOnly? due, bool open, WorkingDayCalendar calendar, DateOnly today)
    {
        if (due is not { } day) return "No date";
        if (!open || day > today) return UkWords.Date(day);
        if (day == today) return "Due today";
        var days = WorkingDays.Between(calendar, day, today);
        return days == 0 ? "Overdue since the weekend or holiday" : $"{UkWords.Count(days, "working day")} overdue";
    }

    private static string? ImpactWords(DateOnly? due, DateTimeOffset? at, DateOnly today) => (due, at) switch
    {
        (_, { } moment) => $"Impact checked {UkWords.Date(UkWords.LocalDate(moment))}",
        ({ } day, null) => day < today ? $"Impact check overdue since {UkWords.Date(day)}" : $"Impact check by {UkWords.Date(day)}",
        _ => null,
    };

    private static string Written(DateOnly? day) => day?.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
