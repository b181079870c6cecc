using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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
