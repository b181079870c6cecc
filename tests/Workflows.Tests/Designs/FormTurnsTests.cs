using ReviewFlow.Engine.Definitions;
using ReviewFlow.Workflows.Designs;
using ReviewFlow.Workflows.Forms;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Designs;

/// <summary>Questions open at a wait that no process has are found before the form is published.</summary>
public sealed class FormTurnsTests
{
    private const string Process = """
        { "id": "v1", "definitionId": "visit", "name": "Visit", "version": 1, "root": { "id": "root", "type": "Elsa.Sequence", "activities": [
          { "id": "look", "type": "ReviewFlow.HumanTask", "title": "Look", "role": { "typeName": "String", "expression": { "type": "Literal", "value": "iro" } } },
          { "id": "own", "type": "Ours.Unknown" } ] } }
        """;

    [Fact]
    public void Closed_AWaitThatIsThereOrCannotBeKnown_SaysNothing() => Of("look.open", "own.anything").ShouldBeEmpty();

    [Fact]
    public void Closed_AnotherStepOrAnotherPhase_NamesTheQuestionAndTheWaitsThereAre()
    {
        var problems = Of("look.opn", "lok.open");

        problems.Select(p => p.Message).ShouldBe(
        [
            "No process with this form waits at look.opn, where “Seen” in “Plan” can be filled in. It has: look.open.",
            "No process with this form waits at lok.open, where “Seen” in “Plan” can be filled in. It has: look.open.",
        ]);
    }

    [Fact]
    public void Closed_AFormThatNoProcessUsesYet_SaysNothing() => FormTurns.Closed(Form("look.opn"), []).ShouldBeEmpty();

    [Fact]
    public void Closed_EveryShippedForm_SaysNothing()
    {
        var processes = Directory.GetFiles(CanvasTests.Folder(), "*.json").Select(f => DefinitionReader.Read(File.ReadAllText(f)).Definition!).ToList();
        var forms = Directory.GetFiles(Path.Combine(CanvasTests.Folder(), "forms"), "*.json").Select(f => FormReader.Read(File.ReadAllText(f)).Form!).ToList();

        forms.SelectMany(f => FormTurns.Closed(f, processes.FindAll(p => FormOf(p) == f.Id))).Select(p => $"{p.Path}: {p.Message}").ShouldBeEmpty();
        forms.Count(f => processes.Exists(p => FormOf(p) == f.Id)).ShouldBeGreaterThan(4);
    }

    private static IReadOnlyList<FormProblem> Of(params string[] openAt) => FormTurns.Closed(Form(openAt), [DefinitionReader.Read(Process).Definition!]);

    private static FormDefinition Form(params string[] openAt) => FormReader.Read($$"""
        { "id": "visit", "version": 1, "title": "Visit", "sections": [ { "id": "plan", "title": "Plan", "openAt": [{{string.Join(',', openAt.Select(o => $"\"{o}\""))}}], "fields": [ { "id": "seen", "label": "Seen" } ] } ] }
        """).Form!;

    private static string? FormOf(WorkflowDefinition process) =>
        process.Json.TryGetProperty("customProperties", out var own) && own.TryGetProperty("reviewflow", out var facts) && facts.TryGetProperty("form", out var form) ? form.GetString() : null;
}
