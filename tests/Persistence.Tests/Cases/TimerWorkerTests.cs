using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Persistence.Timers;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Cases;

/// <summary>The worker that watches the timers: each second, and at once when a commit of this host asks for it.</summary>
public sealed class TimerWorkerTests(CaseWorld world) : IClassFixture<CaseWorld>
{
    // How often a case is looked at before the worker counts as asleep. No time is waited: each look is a query.
    private const int Looks = 2_000;

    [Fact]
    public async Task Worker_TickedAndWoken_FiresWhatIsDueEachTime()
    {
        var time = new HandTurnedTime();
        var clock = new BusinessClock(world.Source, time);
        await clock.RefreshAsync();
        var cases = new CaseTransaction(
            world.Source, new WorkflowEngine(BuiltInActivities.AddTo(new ActivityCatalog()).Add(AskActivity.Descriptor)), world.Definitions, world.Organisation, world.Facts, clock, time, new CaseOptions());
        using var worker = new TimerWorker(new TimerSweep(world.Source, cases, clock), new TriggerSweep(world.Source, cases, clock), new StimulusSweep(world.Source, cases, clock), cases, clock, time, NullLogger<TimerWorker>.Instance);
        await worker.StartAsync(default);

        for (var round = 0; round < 3; round++)
        {
            var ticked = await OpenAsync(cases);
            time.Add(TimeSpan.FromSeconds(1));
            time.Tick();
            await EndsAsync(ticked, "a tick of the clock");

            var woken = await OpenAsync(cases);
            time.Add(TimeSpan.FromSeconds(1));
            await OpenAsync(cases);
            await EndsAsync(woken, "a commit that set an alarm for now");
            time.Add(TimeSpan.FromSeconds(1));
            time.Tick();
        }

        await worker.StopAsync(default);
    }

    [Fact]
    public async Task Worker_AfterManyQuietTicks_StillHearsACommit()
    {
        var time = new HandTurnedTime();
        var clock = new BusinessClock(world.Source, time);
        await clock.RefreshAsync();
        CaseTransaction Host() => new(
            world.Source, new WorkflowEngine(BuiltInActivities.AddTo(new ActivityCatalog()).Add(AskActivity.Descriptor)), world.Definitions, world.Organisation, world.Facts, clock, time, new CaseOptions());
        var (cases, elsewhere) = (Host(), Host());
        using var worker = new TimerWorker(new TimerSweep(world.Source, cases, clock), new TriggerSweep(world.Source, cases, clock), new StimulusSweep(world.Source, cases, clock), cases, clock, time, NullLogger<TimerWorker>.Instance);
        await worker.StartAsync(default);
        for (var round = 0; round < 4; round++)
        {
            // Opened on another host: nothing wakes this one but the tick.
            var ticked = await OpenAsync(elsewhere);
            time.Add(TimeSpan.FromSeconds(1));
            time.Tick();
            await EndsAsync(ticked, "a tick of the clock");
        }

        var woken = await OpenAsync(elsewhere);
        time.Add(TimeSpan.FromSeconds(1));
        await OpenAsync(cases);
        await EndsAsync(woken, "a commit after quiet ticks");
        await worker.StopAsync(default);
    }

    private static async Task<string> OpenAsync(CaseTransaction cases) =>
        (await cases.ApplyAsync(new OpenCase(CaseWorld.Key(), CaseWorld.Nadia, "race", "robin"))).ShouldBeOfType<CaseOutcome.Done>().CaseId;

    private async Task EndsAsync(string caseId, string by)
    {
        await using var context = world.Context();
        for (var look = 0; look < Looks; look++)
        {
            if (await context.Cases.AsNoTracking().AnyAsync(c => c.Id == caseId && c.Status == CaseStatus.Ended)) return;
        }

        throw new ShouldAssertException($"The worker did not hear {by}.");
    }

    /// <summary>Time that only the test moves, and whose timers tick when the test says so.</summary>
    private sealed class HandTurnedTime : TimeProvider
    {
        private readonly List<Turned> _timers = [];
        private DateTimeOffset _now = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => _now;

        public void Add(TimeSpan time) => _now += time;

        public void Tick()
        {
            foreach (var timer in _timers.ToList()) timer.Elapse();
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Turned(callback, state);
            _timers.Add(timer);
            return timer;
        }

        private sealed class Turned(TimerCallback callback, object? state) : ITimer
        {
            public void Elapse() => callback(state);

            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
