using System.Text.Json.Nodes;
using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Engine.Execution;

/// <summary>One activity that is to run.</summary>
internal readonly record struct WorkItem(ActivityNode Node, ActivityRun? Owner, Dictionary<string, JsonNode?>? Locals, bool Backward, ActivityRun? Existing);

/// <summary>First in, first out; one activity at a time.</summary>
internal sealed class WorkQueue
{
    private readonly List<WorkItem> _items = [];
    private int _head;

    public void Add(WorkItem item) => _items.Add(item);

    public bool TryTake(out WorkItem item)
    {
        if (_head == _items.Count)
        {
            item = default;
            return false;
        }

        item = _items[_head++];
        if (_head > 64 && _head * 2 > _items.Count)
        {
            _items.RemoveRange(0, _head);
            _head = 0;
        }

        return true;
    }

    public void Clear()
    {
        _items.Clear();
        _head = 0;
    }

    public void RemoveFor(ActivityRun run)
    {
        for (var i = _items.Count - 1; i >= _head; i--)
        {
            if (_items[i].Owner == run || _items[i].Existing == run) _items.RemoveAt(i);
        }
    }

    public bool Holds(ActivityRun owner, ActivityNode node)
    {
        for (var i = _head; i < _items.Count; i++)
        {
            if (_items[i].Owner == owner && _items[i].Node == node) return true;
        }

        return false;
    }

    /// <summary>Whether anything waits to run inside this run, at any depth.</summary>
    public bool HoldsAnyUnder(ActivityRun run)
    {
        for (var i = _head; i < _items.Count; i++)
        {
            for (var owner = _items[i].Owner; owner is not null; owner = owner.Parent)
            {
                if (owner == run) return true;
            }
        }

        return false;
    }
}
