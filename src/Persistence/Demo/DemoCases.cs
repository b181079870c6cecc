using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows.Notices;

namespace ReviewFlow.Persistence.Demo;

/// <summary>
/// Plays the demo cases: real commands through the real engine at past moments, ending on Tuesday 16 June 2026 at 9am,
/// where the demo's clock stands (ruling 14). Where it was broken off, it goes on from there the next time.
/// </summary>
public sealed class DemoCases(DemoStage stage, BusinessClock clock)
{
    /// <summary>Setting that says that the demo was played to its end.</summary>
    internal const string Played = "demo.played";

    /// <summary>Where the demo begins to tick.</summary>
    public static readonly DateTimeOffset Opening = new(2026, 6, 16, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Whether there is a demo here that was not played to its end.</summary>
    public static async Task<bool> IsUnfinishedAsync(ReviewFlowDbContext db, CancellationToken cancel = default) =>
        await db.People.AnyAsync(p => p.Demo, cancel) && !await db.Settings.AnyAsync(s => s.Key == Played, cancel);

    /// <summary>Plays what was not played yet, in order of time.</summary>
    /// <param name="db">The database, to note that the end was reached.</param>
    /// <param name="cancel">Breaks off between two commits.</param>
    public async Task PlayAsync(ReviewFlowDbContext db, CancellationToken cancel = default)
    {
        await clock.RefreshAsync(cancel);
        var again = await db.Cases.AnyAsync(cancel);
        if (!again) await clock.BeginAtAsync(DemoStory.Begins, cancel);
        else await clock.GoBackInDemoAsync(await db.Audit.MaxAsync(a => a.At, cancel), cancel);
        foreach (var (number, act) in DemoStory.Acts.OrderBy(a => a.At).Index())
        {
            stage.Begin(number, again);
            await stage.MoveToAsync(act.At, cancel);
            await act.PlayAsync(stage, cancel);
        }

        await stage.MoveToAsync(Opening, cancel);
        // What was to be mailed in the past is history, not post for this morning.
        await db.Mails.Where(m => m.State == MailState.Waiting && m.NotBefore < Opening)
            .ExecuteUpdateAsync(s => s.SetProperty(m => m.State, MailState.Sent).SetProperty(m => m.SettledAt, m => m.NotBefore), cancel);
        db.Settings.Add(new SettingRow { Key = Played, Value = "yes" });
        await db.SaveChangesAsync(cancel);
    }
}
