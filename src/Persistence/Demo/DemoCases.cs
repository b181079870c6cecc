using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Persistence.Demo;

/// <summary>
/// Plays the demo cases: real commands through the real engine at past moments, ending on Tuesday 16 June 2026 at 9am,
/// where the demo's clock stands (ruling 14).
/// </summary>
public sealed class DemoCases(DemoStage stage, BusinessClock clock)
{
    /// <summary>Where the demo begins to tick.</summary>
    public static readonly DateTimeOffset Opening = new(2026, 6, 16, 8, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Plays all of them, in order of time, into a database that has no case yet; one that a killed host left half played
    /// goes on where it stopped.
    /// </summary>
    public Task PlayAsync(CancellationToken cancel = default) => PlayAsync(int.MaxValue, cancel);

    /// <summary>Stops before an act, as a host does that is killed.</summary>
    internal async Task PlayAsync(int before, CancellationToken cancel)
    {
        var played = await stage.PlayedAsync(cancel);
        if (played.Count == 0) await clock.BeginAtAsync(DemoStory.Begins, cancel);
        else await clock.GoBackInDemoAsync(await stage.LastMomentAsync(cancel), cancel);
        foreach (var (number, act) in DemoStory.Acts.OrderBy(a => a.At).Index())
        {
            if (number == before) return;
            var done = DemoStage.IsPlayed(played, number);
            if (done && !act.Opens) continue;
            if (!done) await stage.MoveToAsync(act.At, cancel);
            stage.Begin(number);
            await act.PlayAsync(stage, cancel);
        }

        await stage.MoveToAsync(Opening, cancel);
    }
}
