using ReviewFlow.Engine.Execution;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Verbs;

/// <summary>One thing that somebody got or did.</summary>
internal sealed record SimulationLine(DateTimeOffset At, string What, string Who, string About, DateTimeOffset? DueAt = null);

/// <summary>Watches a run: work that appears, notices, alerts, and lines of the story.</summary>
internal sealed class SimulationLog(InMemoryRunner runner)
{
    private static readonly string[] s_reminders = ["-reminder", "-due-in-2", "-due-today", "-last-call"];

    private readonly Dictionary<string, TaskWait> _tasks = new(StringComparer.Ordinal);
    private readonly HashSet<string> _announced = new(StringComparer.Ordinal);
    private int _seen;

    public List<SimulationLine> Lines { get; } = [];

    /// <summary>Writes down what is new.</summary>
    public void Take()
    {
        foreach (var bookmark in runner.Instances.SelectMany(i => i.State.Bookmarks).Where(b => b.Task is not null))
        {
            _tasks[bookmark.Id] = bookmark.Task!;
            if (_announced.Add(bookmark.Id)) Lines.Add(new SimulationLine(runner.Now, "work", RoleTitle(bookmark.Task!.Role), bookmark.Task.Title));
        }

        for (; _seen < runner.Effects.Count; _seen++)
        {
            if (Line(runner.Effects[_seen].Effect) is { } line) Lines.Add(line);
        }
    }

    /// <summary>Writes down what somebody did.</summary>
    public void Did(TaskWait task, TaskAction action) => Lines.Add(new SimulationLine(runner.Now, "does", RoleTitle(task.Role), $"{task.Title}: {action.Label}"));

    private SimulationLine? Line(Effect effect) => effect switch
    {
        Notify n => new SimulationLine(runner.Now, s_reminders.Any(r => n.Template.EndsWith(r, StringComparison.Ordinal)) ? "reminder" : "notice", Told(n.Roles, n.BookmarkId), n.Template, n.DueAt),
        RaiseAlert a => new SimulationLine(runner.Now, "alert", Told(a.Roles, a.BookmarkId), $"{a.Template}, rung {a.Rung}", a.DueAt),
        RecordEvent e => new SimulationLine(runner.Now, "record", "", e.Text),
        WriteLine w => new SimulationLine(runner.Now, "writes", "", w.Text),
        _ => null,
    };

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
        { Name: "stageManager" } stage => Roles.Title(StageManagers.Role(stage.Stage)),
        { Name: "nextLevelManager" } next => Roles.Title(StageManagers.NextLevelRole(next.Stage)),
        { Name: "user" or "team", Argument: { } argument } => argument,
        { } known => Roles.Title(known.Name),
        _ => role,
    };
}
