using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Host.Tests.Startup;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Demo;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows.Access;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Clocks;

/// <summary>Two hosts of one organisation; one of them dies at work (AC-X-01, WD-11).</summary>
public sealed class TwoHostsTests : IAsyncLifetime
{
    private const int Cases = 2_000;

    private const string Work = """
        { "definitionId": "due-together", "name": "Due together",
          "root": { "id": "root", "type": "Elsa.Sequence", "activities": [ { "id": "answer", "type": "ReviewFlow.HumanTask",
            "title": { "typeName": "String", "expression": { "type": "Literal", "value": "Answer" } },
            "role": { "typeName": "String", "expression": { "type": "Literal", "value": "user:nadia-petrov-lane" } },
            "dueWorkingDays": { "typeName": "Int32", "expression": { "type": "Literal", "value": "1" } },
            "reminders": { "typeName": "Boolean", "expression": { "type": "Literal", "value": "false" } },
            "ladder": { "typeName": "Object", "expression": { "type": "Object", "value": "[{\"afterWorkingDays\":0,\"roles\":[\"holder\"]}]" } } } ] },
          "customProperties": { "reviewflow": { "area": "disputes", "stepTitle": "Due together" } } }
        """;

    private const int Pairs = 500;

    private const string Parent = """
        { "definitionId": "asks-another", "name": "Asks another", "root": { "id": "root", "type": "Elsa.Sequence", "activities": [
          { "id": "ask", "type": "Elsa.DispatchWorkflow", "workflowDefinitionId": { "typeName": "String", "expression": { "type": "Literal", "value": "waits-a-while" } },
            "waitForCompletion": { "typeName": "Boolean", "expression": { "type": "Literal", "value": "true" } } } ] } }
        """;

    private const string Child = """
        { "definitionId": "waits-a-while", "name": "Waits a while", "root": { "id": "root", "type": "Elsa.Sequence", "activities": [
          { "id": "wait", "type": "Elsa.Delay", "timeSpan": { "typeName": "TimeSpan", "expression": { "type": "Literal", "value": "00:10:00" } } } ] } }
        """;

    private static readonly DateTimeOffset s_begin = new(2026, 6, 16, 8, 0, 0, TimeSpan.Zero);

    // 17:00 in London on the next working day.
    private static readonly DateTimeOffset s_due = new(2026, 6, 17, 16, 0, 0, TimeSpan.Zero);

    private readonly HostDatabase _database = new();
    private ServiceProvider _services = null!;

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        _services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton(new CaseOptions())
            .AddPersistence(_database.AppConnectionString).BuildServiceProvider();
        await using var context = Context();
        await DemoOrganisation.AddAsync(context, default);
        await context.Absences.ExecuteDeleteAsync();
        await _services.GetRequiredService<BusinessClock>().BeginAtAsync(s_begin);
        (await _services.GetRequiredService<DefinitionStore>().PublishAsync(Work, "system", s_begin)).Problems.ShouldBeEmpty();
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task TwoThousandTimers_DueInOneMinute_OneHostKilledHalfWay_FireOnceEach()
    {
        await OpenAsync();
        await using var one = await Host().StartAsync();
        await using var other = await Host().StartAsync();
        await _services.GetRequiredService<BusinessClock>().MoveToAsync(s_due.AddSeconds(30));

        await other.UntilAsync(async () => await AlertsAsync() >= Cases / 4);
        var atTheKill = await AlertsAsync();
        one.Kill();
        await other.UntilAsync(async () => await AlertsAsync() >= Cases);

        atTheKill.ShouldBeLessThan(Cases, "the host was to be killed half-way");
        await using var context = Context();
        (await context.Alerts.CountAsync()).ShouldBe(Cases);
        (await context.Alerts.Select(a => a.CaseId).Distinct().CountAsync()).ShouldBe(Cases);
        (await context.Audit.CountAsync(a => a.Action == "alert.raised")).ShouldBe(Cases);
        (await context.Timers.CountAsync(t => t.DueAt <= s_due)).ShouldBe(0);
        (await context.Alerts.Where(a => a.DueAt != s_due || a.RaisedAt < s_due).CountAsync()).ShouldBe(0, "never early, and each knows the moment that was missed");
        (await context.Mails.Where(m => m.AlertId != null).GroupBy(m => m.AlertId).CountAsync(g => g.Count() > 1)).ShouldBe(0);
    }

    [Fact]
    public async Task FiveHundredParents_TheHostOfTheirChildrenKilledAtRandom_NoneIsStuckAndNoneRunsTwice()
    {
        var definitions = _services.GetRequiredService<DefinitionStore>();
        foreach (var json in (string[])[Child, Parent]) (await definitions.PublishAsync(json, "system", s_begin)).Problems.ShouldBeEmpty();
        var cases = _services.GetRequiredService<CaseTransaction>();
        await using var one = await Host().StartAsync();
        await using var other = await Host().StartAsync();
        var asking = Parallel.ForEachAsync(Enumerable.Range(0, Pairs), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (n, cancel) =>
            await cases.StartTechnicalAsync($"pair-{n}", "asks-another", null, "sam-okoro", cancel));
        await other.UntilAsync(async () => await RunsAsync("waits-a-while", WorkflowStatus.Running) >= Pairs / 10);
        var begun = await RunsAsync("waits-a-while", null);
        one.Kill();
        await asking;
        await other.UntilAsync(async () => await RunsAsync("waits-a-while", null) >= Pairs);
        await using var third = await Host().StartAsync();
        await _services.GetRequiredService<BusinessClock>().MoveToAsync(s_begin.AddHours(1));
        await third.UntilAsync(async () => await RunsAsync("asks-another", WorkflowStatus.Finished) >= Pairs / 4);
        var ended = await RunsAsync("asks-another", WorkflowStatus.Finished);
        other.Kill();
        await third.UntilAsync(async () => await RunsAsync("asks-another", WorkflowStatus.Finished) >= Pairs);

        begun.ShouldBeLessThan(Pairs, "the host was to be killed half-way");
        ended.ShouldBeLessThan(Pairs, "the second one too");
        (await RunsAsync("waits-a-while", null)).ShouldBe(Pairs);
        (await RunsAsync("waits-a-while", WorkflowStatus.Finished)).ShouldBe(Pairs);
        await using var context = Context();
        (await context.Instances.Where(i => i.DefinitionId == "waits-a-while").Select(i => i.ParentId).Distinct().CountAsync()).ShouldBe(Pairs);
        (await context.Incidents.CountAsync()).ShouldBe(0);
    }

    private async Task<int> RunsAsync(string definitionId, WorkflowStatus? status)
    {
        await using var context = Context();
        return await context.Instances.CountAsync(i => i.DefinitionId == definitionId && (status == null || i.Status == status));
    }

    private ChildHost Host() => new(
        "--ReviewFlow:Demo=false", $"--ReviewFlow:OwnerConnection={_database.OwnerConnectionString}", $"--ReviewFlow:Connection={_database.AppConnectionString}", "--Logging:LogLevel:Default=Error");

    private async Task OpenAsync()
    {
        var cases = _services.GetRequiredService<CaseTransaction>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Cases), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (n, cancel) =>
            (await cases.ApplyAsync(new OpenCase($"two-hosts-{n}", new Actor("nadia-petrov-lane"), "due-together", "robin"), cancel)).ShouldBeOfType<CaseOutcome.Done>());
        await using var context = Context();
        (await context.Timers.CountAsync(t => t.DueAt == s_due)).ShouldBe(Cases);
    }

    private async Task<int> AlertsAsync()
    {
        await using var context = Context();
        return await context.Alerts.CountAsync();
    }

    private ReviewFlowDbContext Context() => new(ReviewFlowDatabase.Options(_database.OwnerConnectionString));
}
