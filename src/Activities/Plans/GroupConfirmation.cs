using System.Text.Json.Nodes;
using ReviewFlow.Activities.Inputs;
using ReviewFlow.Activities.Tasks;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Activities.Plans;

/// <summary>Asks each member of a group to confirm something with one click, or to say what has to be amended.</summary>
/// <remarks>
/// Silence is not consent: who has not answered is chased, and after the date the lead may go on, with a record of who did
/// not answer. The first amendment ends the round. (S3, "Governance, Reporting &amp; Quality Assurance"; ruling 33.)
/// </remarks>
internal sealed class GroupConfirmation : Activity
{
    private const string Asked = "asked";
    private const string Confirm = "confirm";
    private const string Amend = "amend";
    private const string Remind = "remind";
    private const string GoOn = "proceed";

    public static ActivityDescriptor Descriptor { get; } = new()
    {
        Type = "ReviewFlow.GroupConfirmation",
        DisplayName = "Group confirmation",
        Category = "Requests",
        Description = "Asks each member of a group for one recorded click: confirmed, or an amendment in words, which ends the round. Whoever leads sees who has not answered, reminds them, and after the date may go on without them, which is recorded.",
        Inputs =
        [
            Field.Title("Plain words for the inbox, for instance \"Confirm that the plan is accurate\"."),
            Field.Json("roles", "Members", "Role expressions, one for each member, in a list.") with { Required = true },
            Field.Role("role", "Led by", "Who sees who has answered, reminds, and may go on after the date."),
            Field.Form,
            Field.Text("confirmLabel", "Button", "Words on the button of a member.") with { Default = "\"Confirmed\"" },
            Field.Text("amendLabel", "Other button", "Words on the button that asks for an amendment.") with { Default = "\"Ask for an amendment\"" },
            Field.DueWorkingDays,
            Field.Calendar,
            Field.Ladder,
            Field.Template,
            Field.Templates,
        ],
        Outputs = [new("result", "answers: role, actor, answer, at; unanswered: roles; note and actor of an amendment")],
        Outcomes = ["Confirmed", "Amended", "Proceeded"],
        Activity = new GroupConfirmation(),
    };

    public override ActivityStep Start(ActivityContext context)
    {
        var roles = Given.Texts(context, "roles").Distinct(StringComparer.Ordinal).ToList();
        if (roles.Count == 0) throw new InvalidInputException("roles", "a list with at least one member");
        var asked = roles.Select(r => context.NewBookmark(TaskInputs.BookmarkName, Question(context, r))).ToList();
        var clock = TaskInputs.ClockOf(context);
        var due = clock is null ? (DateTimeOffset?)null : Clock.DueAt(clock, context.Calendar(clock.Rule.Calendar));
        if (due is { } by) asked = [.. asked.Select(b => b with { Task = b.Task! with { Details = new JsonObject { ["dueAt"] = by } } })];
        var lead = context.NewBookmark(TaskInputs.BookmarkName, Leading(context, asked, due), clock);
        context.State["answers"] = new JsonArray();
        var told = context.Text("template") is not { } template ? [] : asked.Select((b, i) =>
            (Effect)new Notify(context.Key($"arrival{i}"), template, ["holder"], due, Data: new JsonObject { ["asked"] = b.Task!.Title }, BookmarkId: b.Id));
        return ActivityStep.Wait([.. asked, lead], [.. told]);
    }

    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus) => stimulus switch
    {
        TaskCompleted { Action: Confirm } done when bookmark.Task?.Phase == Asked => Confirmed(context, bookmark, done),
        TaskCompleted { Action: Amend } done when bookmark.Task?.Phase == Asked && Given.Text(done.Values, "note") is not null => Amended(context, bookmark, done),
        TaskCompleted { Action: Remind } done => Reminded(context, done),
        TaskCompleted { Action: GoOn } done when bookmark.Task?.Phase != Asked => Proceeded(context, done),
        TaskCompleted => ActivityStep.Wait(context.Bookmarks),
        TimerElapsed timer => TaskInputs.Elapsed(context, bookmark, timer),
        _ => base.Resume(context, bookmark, stimulus),
    };

    private static TaskWait Question(ActivityContext context, string role) => new()
    {
        Kind = TaskKind.Step,
        Title = context.Text("title") ?? "",
        Role = role,
        Phase = Asked,
        Form = context.Text("form"),
        Actions =
        [
            new TaskAction { Key = Confirm, Label = context.Text("confirmLabel") ?? "Confirmed", Validates = false },
            new TaskAction { Key = Amend, Label = context.Text("amendLabel") ?? "Ask for an amendment", NeedsNote = true, Validates = false },
        ],
    };

    private static TaskWait Leading(ActivityContext context, IReadOnlyList<Bookmark> asked, DateTimeOffset? due) => new()
    {
        Kind = TaskKind.Step,
        Title = $"{context.Text("title")}: who has answered",
        Role = context.Text("role") ?? "",
        Phase = "leading",
        Form = context.Text("form"),
        WaitsFor = [.. asked.Select(b => b.Id)],
        Actions =
        [
            new TaskAction { Key = Remind, Label = "Remind those who have not answered", Validates = false },
            new TaskAction { Key = GoOn, Label = "Go on without those who have not answered", Validates = false, AvailableFrom = due },
        ],
    };

    private static ActivityStep Confirmed(ActivityContext context, Bookmark bookmark, TaskCompleted done)
    {
        Keep(context, bookmark, done, "Confirmed");
        var note = Event(context, "confirmed", $"{bookmark.Task!.Title}: confirmed", done);
        var left = context.Bookmarks.Where(b => b.Id != bookmark.Id).ToList();
        if (!left.Exists(b => b.Task?.Phase == Asked)) return End(context, "Confirmed", [], null, note);
        var lead = left.First(b => b.Task?.Phase != Asked);
        left[left.IndexOf(lead)] = lead with { Task = lead.Task! with { WaitsFor = [.. lead.Task!.WaitsFor.Where(id => id != bookmark.Id)] } };
        return ActivityStep.Wait(left, note);
    }

    private static ActivityStep Amended(ActivityContext context, Bookmark bookmark, TaskCompleted done)
    {
        Keep(context, bookmark, done, "Amendment");
        return End(context, "Amended", Unanswered(context, bookmark), done, Event(context, "amendment", $"{bookmark.Task!.Title}: an amendment is asked for. {Given.Text(done.Values, "note")}", done));
    }

    private static ActivityStep Proceeded(ActivityContext context, TaskCompleted done)
    {
        var silent = Unanswered(context, null);
        return End(context, "Proceeded", silent, done, Event(context, "proceeded", $"{context.Text("title")}: gone on without an answer from {silent.Count} of the group", done));
    }

    private static ActivityStep Reminded(ActivityContext context, TaskCompleted done) => ActivityStep.Wait(
        context.Bookmarks,
        [.. context.Bookmarks.Where(b => b.Task?.Phase == Asked).Select((b, i) => (Effect)new Notify(
            context.Key($"remind{i}"), $"{context.Text("templates") ?? "task"}-reminder", ["holder"], Data: new JsonObject { ["asked"] = context.Text("title"), ["colleague"] = done.Actor }, BookmarkId: b.Id))]);

    private static ActivityStep End(ActivityContext context, string outcome, IReadOnlyList<string> silent, TaskCompleted? by, Effect note)
    {
        context.Outputs["result"] = new JsonObject
        {
            ["answers"] = context.State["answers"]?.DeepClone(),
            ["unanswered"] = new JsonArray([.. silent.Select(r => (JsonNode)r)]),
            ["note"] = by is null ? null : Given.Text(by.Values, "note"),
            ["actor"] = by?.Actor,
            ["at"] = context.Now,
        };
        return ActivityStep.Complete(outcome, note);
    }

    private static IReadOnlyList<string> Unanswered(ActivityContext context, Bookmark? but) =>
        [.. context.Bookmarks.Where(b => b.Task?.Phase == Asked && b.Id != but?.Id).Select(b => b.Task!.Role)];

    private static void Keep(ActivityContext context, Bookmark bookmark, TaskCompleted done, string answer) => (context.State["answers"] as JsonArray)?.Add((JsonNode)new JsonObject
    {
        ["role"] = bookmark.Task!.Role,
        ["actor"] = done.Actor,
        ["actingFor"] = done.ActingFor,
        ["answer"] = answer,
        ["at"] = context.Now,
    });

    private static RecordEvent Event(ActivityContext context, string kind, string text, TaskCompleted done) => new(context.Key("event"), kind, text, done.Actor, done.ActingFor);
}
