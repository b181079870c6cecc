using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Tests.Cases;
using ReviewFlow.Workflows.Access;
using Shouldly;

namespace ReviewFlow.Persistence.Tests.Versions;

/// <summary>The small county with one plan that is written, frozen, distributed, written further, frozen and distributed again.</summary>
public sealed class PlanWorld : CaseWorld
{
    private const string Form = """
        { "id": "plan", "version": 1, "title": "Plan", "sections": [
          { "id": "header", "title": "Header", "openAt": ["draft.open", "again.open"], "fields": [
            { "id": "dateOfPlan", "label": "Date of plan", "type": "date" },
            { "id": "completedBy", "label": "Completed by", "type": "text" } ] },
          { "id": "theme2", "title": "Theme 2: Leadership and Management", "openAt": ["draft.open", "again.open"], "fields": [
            { "id": "context", "label": "Context", "type": "longText" },
            { "id": "actions", "label": "Actions", "type": "table", "rowName": "action",
              "register": { "text": "action", "owner": "responsible", "due": "timescale", "followed": false, "standing": "rag", "closedWhen": ["green"] },
              "columns": [
                { "id": "action", "label": "Actions (including detail of the desired outcome/s)", "type": "longText" },
                { "id": "responsible", "label": "Responsible Person/s", "type": "person" },
                { "id": "timescale", "label": "Timescale for Completion", "type": "date" },
                { "id": "rag", "label": "RAG Status", "type": "radio", "afterSigning": true, "choices": [ { "value": "red", "label": "Red" }, { "value": "amber", "label": "Amber" }, { "value": "green", "label": "Green" } ] } ] } ] },
          { "id": "notes", "title": "Internal notes", "openAt": ["draft.open"], "fields": [ { "id": "note", "label": "Note", "type": "longText" } ] } ] }
        """;

    private const string Definition = """
        { "definitionId": "small-plan", "name": "Small plan", "root": { "id": "root", "type": "Elsa.Sequence", "activities": [
            { "id": "draft", "type": "Test.Ask", "title": "Write the plan" },
            { "id": "freeze", "type": "ReviewFlow.FreezeVersion", "sections": ["header", "theme2"], "title": "Improvement plan", "carry": ["header.dateOfPlan"] },
            { "id": "send", "type": "ReviewFlow.Distribute", "title": "Distribute", "role": "iro", "purpose": "After the meeting", "groups": [
                { "key": "team", "label": "The team", "purpose": "Works to it", "roles": ["teamManager", "group:serviceManager"] },
                { "key": "police", "label": "Police", "purpose": "Investigates", "roles": ["group:serviceDirector"], "onlyForLsi": true } ] },
            { "id": "again", "type": "Test.Ask", "title": "Write it further" },
            { "id": "freezeAgain", "type": "ReviewFlow.FreezeVersion", "sections": ["header", "theme2"], "title": "Improvement plan" },
            { "id": "last", "type": "Test.Ask", "title": "Look at it" } ] },
          "customProperties": { "reviewflow": { "area": "disputes", "referencePattern": "PLAN-{year}-{n:4}", "stepTitle": "Plan", "form": "plan" } } }
        """;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        (await Definitions.PublishFormAsync(Form, Monday)).Problems.ShouldBeEmpty();
        (await Definitions.PublishAsync(Definition, "system", Monday)).Problems.ShouldBeEmpty();
    }

    /// <summary>A plan with two actions, not frozen yet.</summary>
    public async Task<CaseOutcome.Done> WrittenAsync()
    {
        var opened = await OpenAsync("small-plan");
        await SaveAsync(opened, "header", 0, new JsonObject { ["dateOfPlan"] = "2026-03-02", ["completedBy"] = "Gregor Hume" });
        await SaveAsync(opened, "theme2", 0, Theme("2026-06-30", "amber"));
        await SaveAsync(opened, "notes", 0, new JsonObject { ["note"] = "For us alone" });
        return opened;
    }

    /// <summary>The same, frozen as version 1.</summary>
    public async Task<CaseOutcome.Done> FrozenAsync()
    {
        var opened = await WrittenAsync();
        (await CompleteAsync(await TaskAsync(opened.CaseId), Nadia)).ShouldBeOfType<CaseOutcome.Done>();
        return opened;
    }

    public static JsonObject Theme(string by, string rag) => new()
    {
        ["context"] = "Inspection of 29 January",
        ["actions"] = new JsonArray(
            new JsonObject { ["id"] = "r1", ["action"] = "A rota that is kept", ["responsible"] = "sian", ["timescale"] = "2026-05-29", ["rag"] = "amber" },
            new JsonObject { ["id"] = "r2", ["action"] = "Supervision each month", ["responsible"] = "sian", ["timescale"] = by, ["rag"] = rag }),
    };

    public async Task SaveAsync(CaseOutcome.Done opened, string section, int version, JsonObject content) =>
        (await Cases.ApplyAsync(new SaveSections(Key(), Nadia, opened.InstanceId!, [new SectionSave(section, version, content)]))).ShouldBeOfType<CaseOutcome.Done>();

    public Task<CaseOutcome> SendAsync(WorkTaskRow task, Actor actor, bool confirmed, string? key, params (string Person, string Group)[] to) => Cases.ApplyAsync(new ActOnTask(
        key ?? Key(), actor, task.Id, task.Revision, "distribute",
        new JsonObject { ["recipients"] = new JsonArray([.. to.Select(t => (JsonNode)new JsonObject { ["person"] = t.Person, ["group"] = t.Group })]), ["checked"] = confirmed, ["version"] = 1 }));

    public async Task<IReadOnlyList<FrozenVersionRow>> VersionsAsync(string caseId)
    {
        await using var context = Context();
        return await context.FrozenVersions.AsNoTracking().Where(v => v.CaseId == caseId).OrderBy(v => v.Number).ToListAsync();
    }
}
