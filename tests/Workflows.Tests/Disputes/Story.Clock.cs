using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Workflows.Tests.Disputes;

/// <summary>Turning the clock: what falls due on the way fires in its order, each at its own moment.</summary>
internal sealed partial class Story
{
    public Story Until(string local)
    {
        var target = Moment(local);
        while (Earliest() is var (instance, bookmark, mark) && mark.At <= target)
        {
            _runner.Now = mark.At > _runner.Now ? mark.At : _runner.Now;
            _runner.Send(instance.InstanceId, key => new TimerElapsed(key, bookmark.Id, mark.Key, mark.At));
            Notice();
        }

        _runner.Now = target;
        return this;
    }

    /// <summary>To the same time of day n working days later.</summary>
    public Story WorkingDaysPass(int days) =>
        Until($"{WorkingDays.Add(Calendar, Today, days):yyyy-MM-dd} {LocalTime.TimeOf(Calendar, Now):HH:mm}");

    public IReadOnlyList<Told> Alerts => [.. Messages.Where(m => m.IsAlert)];

    private (InMemoryInstance Instance, Bookmark Bookmark, ScheduledMark Mark)? Earliest()
    {
        (InMemoryInstance, Bookmark, ScheduledMark)? earliest = null;
        foreach (var instance in _runner.Instances.Where(i => i.State.Status == WorkflowStatus.Running))
        {
            foreach (var bookmark in instance.State.Bookmarks.Where(b => b.Clock is not null))
            {
                if (Clock.Next(bookmark.Clock!, Calendar) is { } mark && (earliest is not { } known || mark.At < known.Item3.At)) earliest = (instance, bookmark, mark);
            }
        }

        return earliest;
    }
}
