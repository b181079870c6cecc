using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Tests.Disputes;
using ReviewFlow.Workflows.Access;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Clocks;

/// <summary>From one second to ten years: never early, at its moment, once.</summary>
public sealed class LongTimerTests : DisputeStory
{
    private const string Waiting = """
        { "definitionId": "waiting", "name": "Waiting",
          "root": { "id": "root", "type": "Elsa.Sequence", "activities": [ { "id": "wait", "type": "Elsa.Delay",
            "timeSpan": { "typeName": "TimeSpan", "expression": { "type": "JavaScript", "value": "getInput('wait')" } } } ] },
          "customProperties": { "reviewflow": { "area": "disputes", "stepTitle": "Waiting" } } }
        """;

    private static readonly DateTimeOffset s_begin = London(2026, 3, 2, 9);

    // More than 24.8 days do not fit into a timer of milliseconds, more than 49.7 not into an unsigned one.
    private static readonly TimeSpan[] s_lengths = [TimeSpan.FromSeconds(1), TimeSpan.FromDays(26), TimeSpan.FromDays(50), TimeSpan.FromDays(400), TimeSpan.FromDays(3652)];

    [Fact]
    public async Task ATimer_OfAnyLength_FiresAtItsMomentAndOnce()
    {
        await ItIs(s_begin);
        (await Definitions.PublishAsync(Waiting, "system", s_begin)).Problems.ShouldBeEmpty();
        var opened = new List<(string Case, DateTimeOffset Due)>();
        foreach (var length in s_lengths) opened.Add((await OpensAsync(length), await DueAsync(length)));

        foreach (var (one, due) in opened)
        {
            await EverybodySleepsUntil(due.AddMilliseconds(-1));
            await Timers.RunAsync();
            (await StatusAsync(one)).ShouldBe(CaseStatus.Open, $"{due:O} is not reached");
            await EverybodySleepsUntil(due.AddMilliseconds(1));
            await Timers.RunAsync();
            await Timers.RunAsync();
            (await StatusAsync(one)).ShouldBe(CaseStatus.Ended);
            (await BurstsAsync(one)).ShouldBe(2, "it began, and it fired once");
        }
    }

    private async Task<string> OpensAsync(TimeSpan length) => (await Cases.ApplyAsync(
        new OpenCase(Guid.NewGuid().ToString("N"), new Actor(Nadia.Id), "waiting", "robin", new JsonObject { ["wait"] = length.ToString("c") }))).ShouldBeOfType<CaseOutcome.Done>().CaseId;

    private async Task<DateTimeOffset> DueAsync(TimeSpan length)
    {
        await using var context = Context();
        var due = await context.Timers.OrderByDescending(t => t.DueAt).Select(t => t.DueAt).FirstAsync();
        (due - Clock.Now()).ShouldBeInRange(length - TimeSpan.FromMinutes(1), length);
        return due;
    }

    private async Task<CaseStatus> StatusAsync(string caseId)
    {
        await using var context = Context();
        return await context.Cases.Where(c => c.Id == caseId).Select(c => c.Status).SingleAsync();
    }

    private async Task<int> BurstsAsync(string caseId)
    {
        await using var context = Context();
        return await context.Journal.CountAsync(j => context.Instances.Any(i => i.Id == j.InstanceId && i.CaseId == caseId));
    }
}
