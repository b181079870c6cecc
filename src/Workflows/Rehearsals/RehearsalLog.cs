using System.Globalization;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;
using ReviewFlow.Workflows.Notices;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Rehearsals;

/// <summary>Watches a run: work that appears, notices, alerts, and lines of the story.</summary>
internal sealed class RehearsalLog(InMemoryRunner runner, WorkingDayCalendar calendar)
{
    private static readonly string[] s_reminders = ["-reminder", "-due-in-2", "-due-today", "-last-call"];

    private readonly Dictionary<string, TaskWait> _tasks = new(StringComparer.Ordinal);
    private readonly HashSet<string> _announced = new(StringComparer.Ordinal);
    private int _seen;

    public List<RehearsalEvent> Events { get; } = [];

    /// <summary>Writes down what is new.</summary>
    public void Take()
    {
        foreach (var bookmark in runner.Instances.SelectMany(i => i.State.Bookmarks).Where(b => b.Task is not null))
        {
            _tasks[bookmark.Id] = bookmark.Task!;
            if (_announced.Add(bookmark.Id)) Events.Add(new RehearsalEvent(runner.Now, RehearsalKind.Work, RoleTitle(bookmark.Task!.Role), bookmark.Task.Title, bookmark.Clock is { } clock ? Clock.DueAt(clock, calendar) : null));
        }

        for (; _seen < runner.Effects.Count; _seen++)
        {
            if (Line(runner.Effects[_seen].Effect) is { } line) Events.Add(line);
        }
    }

    /// <summary>Writes down what somebody did.</summary>
    public void Did(TaskWait task, TaskAction action) => Events.Add(new RehearsalEvent(runner.Now, RehearsalKind.Does, RoleTitle(task.Role), $"{task.Title}: {action.Label}"));

    /// <summary>Writes down the days off, weekends apart, between two days; the last one is among them.</summary>
    public void Passed(DateOnly from, DateOnly to)
    {
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || !calendar.DaysOff.TryGetValue(day, out var title)) continue;
            Events.Add(new RehearsalEvent(LocalTime.ToUtc(calendar, day, TimeOnly.MinValue), RehearsalKind.DayOff, "", $"{day.ToString("d MMMM", CultureInfo.InvariantCulture)} did not count: {title}"));
        }
    }

    private RehearsalEvent? Line(Effect effect) => effect switch
    {
        Notify n => new RehearsalEvent(runner.Now, s_reminders.Any(r => n.Template.EndsWith(r, StringComparison.Ordinal)) ? RehearsalKind.Reminder : RehearsalKind.Notice, Told(n.Roles, n.BookmarkId), Message(n.Template, n.Data?["asked"]?.ToString()), n.DueAt),
        RaiseAlert a => new RehearsalEvent(runner.Now, RehearsalKind.Alert, Told(a.Roles, a.BookmarkId), $"{Message(a.Template, About(a.BookmarkId))}{Of(a)}. Rung: {a.Rung}", a.DueAt),
        RecordEvent e => new RehearsalEvent(runner.Now, RehearsalKind.Record, "", e.Text),
        WriteLine w => new RehearsalEvent(runner.Now, RehearsalKind.Writes, "", w.Text),
        _ => null,
    };

    /// <summary>The line that people read, without the reference that no rehearsal has.</summary>
    private static string Message(string template, string? asked) =>
        Templates.All.FirstOrDefault(t => t.Name == template)?.Subject.Replace("{reference}: ", "", StringComparison.Ordinal)
            .Replace("{colleague}", "a colleague", StringComparison.Ordinal).Replace("{asked}", asked is { Length: > 0 } ? $"“{asked}”" : "the work", StringComparison.Ordinal).Replace(" {due}", "", StringComparison.Ordinal)
            .Replace("{process}", "the process", StringComparison.Ordinal) is { Length: > 0 } words
            ? char.ToUpperInvariant(words[0]) + words[1..]
            : template;

    private string? About(string? bookmarkId) => bookmarkId is null ? null : _tasks.GetValueOrDefault(bookmarkId)?.Title;

    // The subject of some alerts does not say what is late.
    private string Of(RaiseAlert alert) =>
        About(alert.BookmarkId) is { Length: > 0 } title && Templates.All.FirstOrDefault(t => t.Name == alert.Template)?.Subject.Contains("{asked}", StringComparison.Ordinal) != true ? $": {title}" : "";

    private string Told(IEnumerable<string> roles, string? bookmarkId) =>
        string.Join(", ", roles.SelectMany(r => Seen(r, bookmarkId)).Select(RoleTitle).Distinct(StringComparer.Ordinal));

    private IEnumerable<string> Seen(string role, string? bookmarkId)
    {
        if (bookmarkId is null || role is not ("holder" or "owner")) return [role];
        var task = _tasks.GetValueOrDefault(bookmarkId);
        var owner = _tasks.Values.FirstOrDefault(t => t.WaitsFor.Contains(bookmarkId, StringComparer.Ordinal));
        if (role == "owner") return [(owner ?? task)?.Role ?? role];
        var holders = task?.WaitsFor.Select(w => _tasks.GetValueOrDefault(w)?.Role).OfType<string>().ToList() ?? [];
        return holders.Count > 0 ? holders : [task?.Role ?? role];
    }

    /// <summary>A role expression in words.</summary>
    public static string RoleTitle(string role) => RoleExpression.Parse(role) switch
    {
        { Name: "user", Argument: RehearsalPlay.NamedPerson } => "Whoever is named",
        { Name: "user" or "team", Argument: { } argument } => argument,
        { } known => known.Title,
        _ => role,
    };
}
