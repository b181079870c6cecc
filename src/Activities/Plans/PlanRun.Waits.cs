using System.Globalization;
using System.Text.Json.Nodes;
using ReviewFlow.Activities.Actions;
using ReviewFlow.Activities.Clocks;
using ReviewFlow.Activities.Inputs;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Activities.Plans;

/// <summary>How the waits about one action look. A form names them as <c>activityId.doing-SECTION</c> and <c>activityId.impact-SECTION</c>.</summary>
internal sealed partial class PlanRun
{
    /// <summary>Working days before the day of the impact check on which it leaves the Future folder.</summary>
    private const int ImpactAppears = 5;

    private TaskWait Doing(string table, FollowedAction action) => Face(table, action, $"Action {Number(table, action)}", $"user:{action.Owner}", "doing") with
    {
        Actions =
        [
            new TaskAction { Key = PlanActs.Progress, Label = "Save progress", Validates = false },
            new TaskAction { Key = PlanActs.AskLater, Label = "Ask for a later date", NeedsNote = true, Validates = false },
        ],
    };

    private TaskWait Impact(string table, FollowedAction action, DateOnly by) => Face(table, action, $"Action {Number(table, action)}: check its impact", Keeper, "impact") with
    {
        Actions = [new TaskAction { Key = PlanActs.Checked, Label = "Record the impact" }],
        ScheduledFor = WorkingDays.Add(Calendar, by, -ImpactAppears),
    };

    private TaskWait Face(string table, FollowedAction action, string title, string role, string phase) => new()
    {
        Kind = TaskKind.Step,
        Title = title,
        Role = role,
        Phase = $"{phase}-{table.Split('.')[0]}",
        Form = _context.Text("form"),
        Actions = [],
        Details = new JsonObject { ["register"] = table, ["row"] = action.Row, ["action"] = action.Number },
    };

    private ClockWait ClockOf(DateOnly due) => new()
    {
        Anchor = _context.Now,
        Rule = new ClockRule { DueOn = due, Calendar = _context.Text("calendar"), Marks = Marks() },
    };

    private IReadOnlyList<ClockMark> Marks()
    {
        var before = _context.Get("remindBefore", 5);
        return [.. LadderRung.Marks(Given.List<LadderRung>(_context, "ladder") ?? [], reminders: true, ["holder", Keeper]).Select(m => m.Key switch
        {
            "reminder-2" => m with { Key = $"reminder-{before.ToString(CultureInfo.InvariantCulture)}", WorkingDays = -before, Template = $"{Templates}-due" },
            Clock.Due => m with { RepeatWorkingDays = _context.Get("repeatAfter", 5) },
            _ => m,
        })];
    }

    // The tables of a plan are its themes: the number of the theme stands before the number of the action.
    private static string Number(string table, FollowedAction action)
    {
        var theme = new string([.. table.Split('.')[0].Where(char.IsAsciiDigit)]);
        var number = action.Number.ToString(CultureInfo.InvariantCulture);
        return theme.Length == 0 ? number : $"{theme}.{number}";
    }
}
