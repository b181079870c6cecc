using System.Text.Json.Nodes;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.Work;
using Shouldly;

namespace ReviewFlow.Workflows.Tests.Disputes;

/// <summary>A person of the story and what they do with their own work.</summary>
internal sealed class Actor(Story story, string id)
{
    public string Id => id;

    /// <summary>Own open work that asks for something; rows that only show a wait included.</summary>
    public IReadOnlyList<OpenTask> Work => [.. story.Tasks.Where(t => t.Assignee == id)];

    /// <summary>What the person's inbox says of the newest work of a step.</summary>
    public StateCell Sees(string activity)
    {
        var task = Work.Last(t => t.Bookmark.ActivityId == activity);
        var requests = story.Tasks.Where(t => task.Wait.WaitsFor.Contains(t.Bookmark.Id))
            .Select(t => new SentRequest(t.Bookmark.Id, story.Organisation.NameOf(t.Assignee!), null, t.Wait.Details?["mandatory"]?.GetValue<bool>() ?? true, RequestStatus.Open)).ToList();
        return WorkState.Of(task.Item with { StartedAt = story.Now }, requests);
    }

    public InboxFolder Folder(string activity) =>
        Workflows.Work.Folder.Of(Work.Last(t => t.Bookmark.ActivityId == activity).Item, new StateCell(WorkStateKind.New, "", ""), story.Today);

    /// <summary>Whether a field is open to the person now.</summary>
    public bool MayFill(string path) => Open().Contains(path);

    /// <summary>Types answers, as JSON by section; every path must be open.</summary>
    public Actor Fills(string json)
    {
        var instance = Work[^1].Instance;
        var (answers, form, open) = (story.AnswersOf(instance), Story.FormOf(instance), Open());
        foreach (var (section, values) in JsonNode.Parse(json)!.AsObject())
        {
            FormValidator.CheckTyped(form.Sections.Single(s => s.Id == section), values!.AsObject(), story.FactsOf(instance)).ShouldBeEmpty();
            var content = answers[section] as JsonObject ?? (JsonObject)(answers[section] = new JsonObject())!;
            foreach (var (field, value) in values!.AsObject()) Fill(content, open, section, field, value);
        }

        return this;
    }

    /// <summary>Does an action of the own work, by the rules that guard it.</summary>
    public Actor Does(string action, object? values = null)
    {
        Tries(action, values).ShouldBe("");
        return this;
    }

    /// <summary>Why an action is refused; empty when it was done.</summary>
    public string Tries(string action, object? values = null)
    {
        var given = System.Text.Json.JsonSerializer.SerializeToNode(values ?? new { }) as JsonObject ?? [];
        var task = Work.LastOrDefault(t => t.Wait.Actions.Any(a => a.Key == action));
        if (task is null) return "not offered";
        var tried = new ActionTried(action, 1, given["note"]?.ToString(), given["reason"]?.ToString(), story.HasReferral);
        var rule = TaskRules.Act(task.Item, tried, story.Now);
        if (!rule.Allowed) return rule.Message;
        var offered = task.Wait.Actions.Single(a => a.Key == action);
        if (offered.Validates && FormValidator.Validate(Story.FormOf(task.Instance), story.AnswersOf(task.Instance), task.PhaseKey, story.FactsOf(task.Instance)) is { Count: > 0 } problems)
            return string.Join("; ", problems.Select(p => p.Message));
        foreach (var section in offered.Signs ? offered.Covers : []) story.Locked.Add($"{task.Instance.InstanceId}/{section}");
        Carry(task, given);
        story.Act(task, action, id, given);
        return "";
    }

    private IReadOnlySet<string> Open()
    {
        if (Work.Count == 0) return new HashSet<string>(StringComparer.Ordinal);
        var instance = Work[^1].Instance;
        var phases = Work.Where(t => t.Instance == instance).Select(t => t.PhaseKey).ToHashSet(StringComparer.Ordinal);
        var locked = story.Locked.Where(l => l.StartsWith(instance.InstanceId + "/", StringComparison.Ordinal)).Select(l => l.Split('/')[1]).ToHashSet(StringComparer.Ordinal);
        return FormRules.OpenPaths(Story.FormOf(instance), phases, locked);
    }

    private static void Fill(JsonObject content, IReadOnlySet<string> open, string section, string field, JsonNode? value)
    {
        if (value is not JsonArray rows)
        {
            open.ShouldContain(FormPath.InForm(section, field));
            content[field] = value?.DeepClone();
            return;
        }

        var table = content[field] as JsonArray ?? (JsonArray)(content[field] = new JsonArray())!;
        foreach (var row in rows.OfType<JsonObject>())
        {
            var known = table.OfType<JsonObject>().FirstOrDefault(r => r["id"]!.ToString() == row["id"]!.ToString());
            if (known is null) table.Add((JsonNode)(known = new JsonObject { ["id"] = row["id"]!.DeepClone() }));
            foreach (var (column, cell) in row.Where(c => c.Key != "id"))
            {
                open.ShouldContain(FormPath.InForm(section, field, column));
                known[column] = cell?.DeepClone();
            }
        }
    }

    private void Carry(OpenTask task, JsonObject given)
    {
        if (task.Wait.Carry.Count == 0) return;
        var form = new JsonObject();
        foreach (var path in task.Wait.Carry.Select(c => c.Split('.')))
            form[path[1]] = story.AnswersOf(task.Instance)[path[0]]?[path[1]]?.DeepClone();
        given["form"] = form;
    }
}
