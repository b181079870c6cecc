using System.Text.Json.Nodes;

namespace ReviewFlow.Persistence.Demo;

/// <summary>Something that happens at a moment of the demo.</summary>
/// <param name="At">When.</param>
/// <param name="PlayAsync">What.</param>
internal sealed record DemoAct(DateTimeOffset At, Func<DemoStage, CancellationToken, Task> PlayAsync);

/// <summary>
/// The dispute cases of the demo (domain, part 7): every colour and state is there on the morning of Tuesday 16 June 2026.
/// All invented.
/// </summary>
internal static partial class DemoStory
{
    private const string Nadia = "nadia-petrov-lane";
    private const string Dev = "dev-chandra";
    private const string Sian = "sian-corley";
    private const string Marcus = "marcus-hale";
    private const string Ruth = "ruth-adeyemi";
    private const string Grace = "grace-halloran";

    /// <summary>Before anything happens.</summary>
    public static readonly DateTimeOffset Begins = new(2025, 10, 6, 8, 0, 0, TimeSpan.Zero);

    /// <summary>All acts; they are played in order of time.</summary>
    public static IEnumerable<DemoAct> Acts => [.. Robin(), .. Wren(), .. Skye(), .. Linnet(), .. Corey(), .. ManagementReviews(), .. Plans()];

    private static DateTimeOffset At(int month, int day, int hour, int minute = 0) => new(2026, month, day, hour - (month > 3 ? 1 : 0), minute, 0, TimeSpan.Zero);

    /// <summary>A case that goes through the acts of its story; its id is known once it was opened.</summary>
    private sealed class Tale(string subject, string iro)
    {
        private string _caseId = "";

        public List<DemoAct> Acts { get; } = [];

        public Tale Open(DateTimeOffset at, string definition, string? by = null) => Add(at, async (stage, cancel) => _caseId = await stage.OpenAsync(definition, subject, by ?? iro, cancel));

        /// <summary>A home begins its own improvement plan.</summary>
        public Tale OpenOwn(DateTimeOffset at, string definition) => Add(at, async (stage, cancel) => _caseId = await stage.OpenAsync(definition, subject, iro, cancel, new JsonObject { ["route"] = "A" }));

        public Tale Step(DateTimeOffset at, string person, string definition) => Add(at, (stage, cancel) => stage.BeginStepAsync(_caseId, person, definition, cancel));

        public Tale Do(DateTimeOffset at, string person, string action, DemoAnswers? answers = null, JsonObject? values = null) =>
            Add(at, (stage, cancel) => stage.ActAsync(_caseId, person, action, answers, values, cancel));

        /// <summary>As the other, by the task of a phase.</summary>
        public Tale DoAt(DateTimeOffset at, string person, string phase, string action, DemoAnswers? answers = null, JsonObject? values = null) =>
            Add(at, (stage, cancel) => stage.ActAsync(_caseId, person, action, answers, values, cancel, phase));

        public Tale Take(DateTimeOffset at, string person) => Add(at, (stage, cancel) => stage.TakeAsync(_caseId, person, cancel));

        public Tale Extend(DateTimeOffset at, string person, string phase, DateOnly to, string reason) => Add(at, (stage, cancel) => stage.ExtendAsync(_caseId, person, phase, to, reason, cancel));

        public Tale Save(DateTimeOffset at, string person, DemoAnswers answers) => Add(at, (stage, cancel) => stage.SaveAsync(_caseId, person, answers, cancel));

        /// <summary>As the other, by the task of a phase.</summary>
        public Tale SaveAt(DateTimeOffset at, string person, string phase, DemoAnswers answers) => Add(at, (stage, cancel) => stage.SaveAsync(_caseId, person, answers, cancel, phase));

        public Tale Attach(DateTimeOffset at, string person, string name) => Add(at, (stage, cancel) => stage.AttachAsync(_caseId, person, name, "cafcass", cancel));

        /// <summary>From the significant information to the first QAP.</summary>
        public Tale Begin(DateTimeOffset at, string summary) => this
            .Open(at, "sioc")
            .Do(at.AddMinutes(10), iro, "qap", new DemoAnswers { ["summary"] = summary, ["response"] = "A quality assurance process is opened." });

        public Tale Ask(DateTimeOffset at, DemoAnswers issues, params string[] people) => Do(at, iro, "send", issues, Recipients(people));

        private Tale Add(DateTimeOffset at, Func<DemoStage, CancellationToken, Task> play)
        {
            Acts.Add(new DemoAct(at, play));
            return this;
        }
    }

    private static JsonObject Recipients(params string[] people) => new()
    {
        ["recipients"] = new JsonArray([.. people.Select((p, i) => (JsonNode)new JsonObject { ["person"] = p, ["mandatory"] = i == 0 })]),
        ["note"] = "Please read the issues and write what has been done about each.",
    };

    private static JsonObject Note(string note) => new() { ["note"] = note };

    private static JsonObject Reason(string reason) => new() { ["reason"] = reason };
}
