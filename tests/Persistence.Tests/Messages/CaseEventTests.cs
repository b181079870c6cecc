using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Tests.Disputes;
using ReviewFlow.Workflows.Events;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Messages;

/// <summary>What other systems are told of a dispute.</summary>
public sealed class CaseEventTests : DisputeStory
{
    [Fact]
    public async Task StageRequest_SentReturnedAndLate_IsToldInOrder()
    {
        await StageOneIsSent();
        await Sian.Returns("Please name the dates that were missed.");
        await TimePassesTo(London(2026, 4, 8, 17, 30));

        var told = await Told();

        told.Select(o => o.Number).ShouldBe(Enumerable.Range(1, told.Count), "nothing is left out within a case");
        told.Select(o => o.EventName!).Take(2).ShouldBe(["case.opened", "step.started"]);
        var names = told.Select(o => o.EventName!).ToList();
        names.ShouldContain("task.returned");
        names.ShouldContain("escalation.raised");
        names.IndexOf("task.returned").ShouldBeLessThan(names.IndexOf("escalation.raised"));
        var request = told.Last(o => o.EventName == "task.opened" && Data(o)["kind"]!.ToString() == "Request");
        Data(request)["role"]!.ToString().ShouldBe("user");
        Data(request)["dueAt"]!.GetValue<DateTimeOffset>().ShouldBe(London(2026, 4, 8, 17));
        told.ShouldAllBe(o => o.MessageId == EventCatalog.Id(o.CaseId, o.Number) && (string?)JsonNode.Parse(o.Body)!["id"] == o.MessageId);
    }

    [Fact]
    public async Task EveryOpenTask_InTheRows_WasToldAsOpenedAndNotAsClosed()
    {
        await StageOneIsSent();
        await Sian.Returns("Please name the dates that were missed.");

        var told = await Told();

        await using var context = Context();
        var tasks = await context.WorkTasks.AsNoTracking().Where(t => t.CaseId == CaseId).ToListAsync();
        Ids(told, "task.opened").ShouldBe(tasks.Select(t => t.Id), ignoreOrder: true);
        Ids(told, "task.completed", "task.returned", "task.withdrawn").ShouldBe(tasks.Where(t => t.Status != WorkTaskStatus.Open).Select(t => t.Id), ignoreOrder: true);
    }

    [Fact]
    public async Task Events_OfADispute_NameNobodyAndQuoteNothing()
    {
        await StageOneIsSent();
        await Sian.Returns("Please name the dates that were missed.");
        await TimePassesTo(London(2026, 4, 20, 10));
        await using var context = Context();
        var people = await context.People.Select(p => new { p.Id, p.Name }).ToListAsync();
        var children = await context.Subjects.Select(s => new { s.Id, s.Name, s.ExternalId, s.BornOn }).ToListAsync();
        string[] secrets =
        [
            .. people.SelectMany(p => p.Name.Split(' ').Append(p.Id).Append(p.Name)), .. children.SelectMany(c => c.Name.Split(' ').Append(c.ExternalId).Append(c.BornOn.ToString("yyyy-MM-dd"))),
            "dates that were missed",
        ];

        var told = string.Join("\n", (await Told()).Select(o => o.Body));

        secrets.Length.ShouldBeGreaterThan(50);
        secrets.Where(s => Regex.IsMatch(told, $@"\b{Regex.Escape(s)}\b", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(5))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Act_ThatIsRefused_TellsNothing()
    {
        await StageOneIsSent();
        var before = (await Told()).Count;

        await Tom.Does("complete").IsRefused(RefusalKind.NotFound);

        (await Told()).Count.ShouldBe(before);
    }

    private static JsonNode Data(OutboxRow row) => JsonNode.Parse(row.Body)!["data"]!;

    private static IEnumerable<string> Ids(IEnumerable<OutboxRow> told, params string[] names) =>
        told.Where(o => names.Contains(o.EventName)).Select(o => Data(o)["taskId"]!.ToString());

    private async Task<List<OutboxRow>> Told()
    {
        await using var context = Context();
        return await context.Outbox.AsNoTracking().Where(o => o.CaseId == CaseId && o.EventName != null).OrderBy(o => o.Number).ToListAsync();
    }
}
