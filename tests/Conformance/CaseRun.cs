using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Conformance;

/// <summary>Runs one case and says what is different from what it expects.</summary>
internal sealed class CaseRun
{
    private const int MostResumes = 1000;
    private static readonly ActivityCatalog s_catalog = BuiltInActivities.AddTo(new ActivityCatalog());
    private readonly CorpusCase _case;
    private readonly InMemoryRunner _runner;
    private readonly InMemoryInstance _instance;
    private readonly List<JournalEntry> _ofCancel = [];

    private CaseRun(CorpusCase test, IReadOnlyList<WorkflowDefinition> definitions)
    {
        _case = test;
        var engine = new WorkflowEngine(s_catalog, new EngineOptions { TokenFlow = test.TokenMode });
        _runner = new InMemoryRunner(engine, definitions) { Store = s => StateSerializer.Deserialize(StateSerializer.Serialize(s)) };
        var input = test.Json.TryGetProperty("input", out var given) ? JsonNode.Parse(given.GetRawText()) as JsonObject : null;
        _instance = _runner.Start(test.Start ?? definitions[^1].DefinitionId, input, test.Text("correlationId"));
    }

    public static IReadOnlyList<string> Check(CorpusCase test)
    {
        try
        {
            var read = test.Files.Select(f => DefinitionReader.Read(File.ReadAllText(f))).ToList();
            var problems = read.SelectMany(r => r.Problems).ToList();
            if (test.PublishOnly) return Expectations.Published(test.Expect, problems, read, s_catalog);
            if (problems.Count > 0) return [.. problems.Select(p => $"{p.Path}: {p.Message}")];
            return new CaseRun(test, [.. read.Select(r => r.Definition!)]).Failures();
        }
        catch (Exception e) when (e is ReviewFlowException or IOException or KeyNotFoundException or ArgumentException or InvalidOperationException or JsonException or NotSupportedException)
        {
            return [$"{e.GetType().Name}: {e.Message}"];
        }
    }

    private List<string> Failures()
    {
        var failures = new List<string>();
        var expected = _case.Expect.ValueKind == JsonValueKind.Object && _case.Expect.TryGetProperty("afterSteps", out var after) ? after.EnumerateArray().ToList() : [];
        for (var i = 0; i < _case.Steps.Count; i++)
        {
            Take(_case.Steps[i]);
            if (i < expected.Count) failures.AddRange(Expectations.Of(expected[i], _runner, _instance).Select(f => $"after step {i + 1}: {f}"));
        }

        failures.AddRange(Expectations.Of(_case.Expect, _runner, _instance));
        if (_case.Journal is { } journal && JournalOrder.Difference(journal, _instance.Journal.Except(_ofCancel)) is { } difference) failures.Add(difference);
        return failures;
    }

    private void Take(JsonElement step)
    {
        if (step.TryGetProperty("event", out var name)) _runner.Publish(name.GetString()!, Node(step, "payload"), Text(step, "correlationId"));
        else if (step.TryGetProperty("resumeActivity", out var activity)) ResumeActivity(activity.GetString()!, Node(step, "input") as JsonObject);
        else if (step.TryGetProperty("resumeAll", out _)) ResumeAll();
        else if (step.TryGetProperty("cancel", out _)) Cancel();
    }

    private void ResumeActivity(string activityId, JsonObject? input)
    {
        var waiting = _runner.Instances.FirstOrDefault(i => i.State.Bookmarks.Exists(b => b.ActivityId == activityId));
        if (waiting is not null) _runner.Resume(waiting.InstanceId, waiting.State.Bookmarks.First(b => b.ActivityId == activityId).Id, input);
    }

    /// <summary>Newest wait first, as the recorded runs of Elsa did it.</summary>
    private void ResumeAll()
    {
        for (var i = 0; i < MostResumes && _instance.State.Bookmarks is [.., var last]; i++) _runner.Resume(_instance.InstanceId, last.Id);
    }

    /// <summary>Elsa writes no journal for a cancelled instance; ours does, so those entries are not compared.</summary>
    private void Cancel()
    {
        var before = _instance.Journal.Count;
        _runner.Cancel(_instance.InstanceId);
        _ofCancel.AddRange(_instance.Journal.Skip(before));
    }

    private static JsonNode? Node(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? JsonNode.Parse(value.GetRawText()) : null;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
