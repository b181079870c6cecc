using System.Globalization;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Activities.Actions;

/// <summary>How the waits of owners and keeper look.</summary>
internal sealed partial class FollowRun
{
    /// <summary>Working days before the day of the impact check on which it leaves the Future folder.</summary>
    private const int ImpactAppears = 5;

    private TaskWait Plan() => Face(null, $"{_context.Text("title")}: follow the actions and add to them", Keeper, FollowPhase.Plan,
        new TaskAction { Key = FollowActs.Publish, Label = "Save and tell the owners" },
        new TaskAction { Key = FollowActs.Reopen, Label = "Open an action again", NeedsNote = true, Validates = false });

    private TaskWait Doing(FollowedAction action, string? note) => Face(action, $"Action {Number(action)}", $"user:{action.Owner}", FollowPhase.Doing,
        new TaskAction { Key = FollowActs.Progress, Label = "Save progress", Validates = false },
        new TaskAction { Key = FollowActs.Finish, Label = "Finish this action" },
        new TaskAction { Key = FollowActs.AskLater, Label = "Ask for a later date", NeedsNote = true, Validates = false }) with
    {
        Note = note,
        Carry = [$"{Table}.{_context.Text("statusColumn") ?? "status"}"],
    };

    private TaskWait Decide(FollowedAction action, TaskCompleted done) => Face(action, $"Action {Number(action)}: decide whether it is not achievable", Keeper, FollowPhase.Deciding,
        new TaskAction { Key = FollowActs.Agree, Label = "Agree that it is not achievable" },
        new TaskAction { Key = FollowActs.Return, Label = "Return to the owner", NeedsNote = true, Validates = false }) with
    {
        SentBy = done.ActingFor ?? done.Actor,
        Excluded = [$"user:{action.Owner}"],
    };

    private TaskWait Impact(FollowedAction action, DateOnly by) => Face(action, $"Action {Number(action)}: check its impact", _context.Text("impactRole") ?? Keeper, FollowPhase.Impact,
        new TaskAction { Key = FollowActs.Checked, Label = "Record the impact" }) with
    {
        ScheduledFor = WorkingDays.Add(Calendar, by, -ImpactAppears),
    };

    private TaskWait Face(FollowedAction? action, string title, string role, string phase, params IReadOnlyList<TaskAction> actions) => new()
    {
        Kind = TaskKind.Step,
        Title = title,
        Role = role,
        Phase = phase,
        Form = _context.Text("form"),
        Actions = actions,
        Details = action is null ? Counts() : new JsonObject { ["register"] = Table, ["row"] = action.Row, ["action"] = action.Number },
    };

    private static string Number(FollowedAction action) => action.Number.ToString(CultureInfo.InvariantCulture);
}
