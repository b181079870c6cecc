using System.Globalization;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;
using ReviewFlow.Workflows.Calendars;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.Work;
using Shouldly;

namespace ReviewFlow.Workflows.Tests.Disputes;

/// <summary>
/// A dispute told in domain words: the shipped definitions on the engine in memory, the people of Fernshire, and a clock
/// that is turned by hand. What the case transaction does around the engine is done here in a few lines, with the same rules.
/// </summary>
internal sealed partial class Story
{
    private const string Case = "case";
    private readonly InMemoryRunner _runner;
    private readonly Dictionary<string, string?> _assigned = new(StringComparer.Ordinal);
    private int _seen;

    private Story(string now, Organisation organisation)
    {
        Organisation = organisation;
        _runner = new InMemoryRunner(new WorkflowEngine(Shipped.Catalog), Shipped.Definitions.Values, Shipped.Facts) { Now = Moment(now), Store = state => StateSerializer.Deserialize(StateSerializer.Serialize(state)) };
    }

    public static WorkingDayCalendar Calendar { get; } = UkCalendars.Shipped["england-and-wales"];

    public Organisation Organisation { get; }

    public Subject Child { get; } = Fernshire.Robin;

    /// <summary>Answers by instance and section.</summary>
    public Dictionary<string, JsonObject> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>Sections covered by a live signature, as <c>instance/section</c>.</summary>
    public HashSet<string> Locked { get; } = new(StringComparer.Ordinal);

    /// <summary>Register fields of the case.</summary>
    public JsonObject CaseFields { get; } = [];

    /// <summary>Everybody who was told something, in order.</summary>
    public List<Told> Messages { get; } = [];

    /// <summary>Whether a file of the referral is on the case.</summary>
    public bool HasReferral { get; set; }

    public DateTimeOffset Now => _runner.Now;

    public DateOnly Today => LocalTime.DayOf(Calendar, Now);

    public Actor Nadia => new(this, "nadia");

    public Actor Sian => new(this, "sian");

    public Actor Joel => new(this, "joel");

    public Actor Marcus => new(this, "marcus");

    public Actor Ruth => new(this, "ruth");

    public Actor Paul => new(this, "paul");

    public Actor Grace => new(this, "grace");

    public Actor Vera => new(this, "vera");

    /// <summary>A story that begins at a local moment, such as <c>2026-03-30 16:45</c>.</summary>
    public static Story From(string now, Organisation? organisation = null) => new(now, organisation ?? Fernshire.Without("callum"));

    public Story Starts(string definition)
    {
        _runner.Start(definition, correlationId: Case);
        Notice();
        return this;
    }

    /// <summary>Open human work, oldest first.</summary>
    public IReadOnlyList<OpenTask> Tasks =>
        [.. from instance in _runner.Instances
            where instance.State.Status == WorkflowStatus.Running
            from bookmark in instance.State.Bookmarks
            where bookmark.Task is not null
            select new OpenTask(instance, bookmark, _assigned[bookmark.Id])];

    public IReadOnlyList<InMemoryInstance> Steps(string definition) => [.. _runner.Instances.Where(i => i.Definition.DefinitionId == definition)];

    public InMemoryInstance Step(string definition) => Steps(definition)[^1];

    public bool Ended => _runner.Instances.All(i => i.State.Status == WorkflowStatus.Finished);

    public IEnumerable<string> Timeline => _runner.Effects.Select(e => e.Effect).OfType<RecordEvent>().Select(e => e.Kind);

    public void Act(OpenTask task, string action, string actor, JsonObject values)
    {
        _runner.Send(task.Instance.InstanceId, key => new TaskCompleted(key, task.Bookmark.Id, action, actor, Values: values)).ShouldBeTrue();
        Notice();
    }

    public void Voids(string definition)
    {
        _runner.Cancel(Step(definition).InstanceId).ShouldBeTrue();
        Notice();
    }

    public void Publish(string name, JsonNode payload)
    {
        _runner.Publish(name, payload, Case);
        Notice();
    }

    public JsonObject AnswersOf(InMemoryInstance instance) => Answers.TryGetValue(instance.InstanceId, out var known) ? known : Answers[instance.InstanceId] = [];

    public FormFacts FactsOf(InMemoryInstance instance) => new(Today, Child, CaseFields, instance.State.Input);

    /// <summary>The instance's form; one without fields when it has none.</summary>
    public static FormDefinition FormOf(InMemoryInstance instance) =>
        instance.Definition.CustomProperties.GetProperty("reviewflow").TryGetProperty("form", out var form)
            ? Shipped.Forms[form.GetString()!]
            : new FormDefinition { Id = "none", Version = 1, Title = "", Sections = [] };

    public string? WhyNot(Actor actor, string definition, string activity, string action)
    {
        var waits = Tasks.Where(t => t.Instance == Step(definition))
            .Select(t => new OpenWait(t.Item, Name(t.Assignee), t.Bookmark.Task!.WaitsFor.Select(w => Name(_assigned[w])).FirstOrDefault())).ToList();
        return Workflows.Work.WhyNot.Answer(waits, new Wanted.Action(activity, action), actor.Id, Now);
    }

    public static DateTimeOffset Moment(string local)
    {
        var moment = DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return LocalTime.ToUtc(Calendar, DateOnly.FromDateTime(moment), TimeOnly.FromDateTime(moment));
    }

    private string? Name(string? person) => person is null ? null : Organisation.NameOf(person);
}

/// <summary>A piece of open work and who has it.</summary>
internal sealed record OpenTask(InMemoryInstance Instance, Bookmark Bookmark, string? Assignee)
{
    public TaskWait Wait => Bookmark.Task!;

    public string PhaseKey => $"{Bookmark.ActivityId}.{Wait.Phase}";

    public WorkItem Item => new()
    {
        TaskId = Bookmark.Id,
        InstanceId = Instance.InstanceId,
        ActivityId = Bookmark.ActivityId,
        Kind = Wait.Kind,
        Title = Wait.Title,
        Role = Wait.Role,
        Phase = Wait.Phase,
        Actions = Wait.Actions,
        AssigneeId = Assignee,
        SentBy = Wait.SentBy,
        WaitsFor = Wait.WaitsFor,
        ScheduledFor = Wait.ScheduledFor,
        Revision = 1,
    };
}

/// <summary>A message or alert with the people it went to.</summary>
internal sealed record Told(DateTimeOffset At, bool IsAlert, string Rung, string Template, IReadOnlyList<string> People)
{
    public override string ToString() =>
        $"{TimeZoneInfo.ConvertTime(At, LocalTime.Zone(Story.Calendar)).ToString("ddd dd MMM HH:mm", CultureInfo.InvariantCulture)} {(IsAlert ? "alert " : "")}{Template} → {string.Join(", ", People)}";
}
