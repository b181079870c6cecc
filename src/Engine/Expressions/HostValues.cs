using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions;

/// <summary>
/// Lists and objects that a run has read from its scope. When the script changed the inside of one
/// (<c>variables.Rows.push(...)</c>), the whole is written back before the scope is called again and at the end.
/// </summary>
internal sealed class HostValues
{
    private readonly List<Entry> _entries = [];
    private bool _changed;

    public bool TryGet(string name, string? member, out Value value)
    {
        foreach (var entry in _entries)
        {
            if (entry.Name != name || entry.Member != member) continue;
            value = entry.Value;
            return true;
        }

        value = Value.Undefined;
        return false;
    }

    public Value Keep(string name, string? member, Value value)
    {
        if (value.Kind is ValueKind.List or ValueKind.Map) _entries.Add(new Entry(name, member, value));
        return value;
    }

    public void Forget(string name, string? member) => _entries.RemoveAll(e => e.Name == name && e.Member == member);

    /// <summary>Something inside some list or object was changed.</summary>
    public void Changed() => _changed = true;

    /// <summary>Writes back what may have changed, and forgets: the scope may answer differently from now on.</summary>
    public void Flush(Run run)
    {
        if (_changed)
        {
            foreach (var entry in _entries)
            {
                if (IsTouched(entry.Value)) WriteBack(run, entry);
            }
        }

        _changed = false;
        _entries.Clear();
    }

    private static bool IsTouched(Value value) =>
        value.Kind == ValueKind.List ? value.List.Untouched is null : value.Map.Untouched is null;

    private static void WriteBack(Run run, Entry entry)
    {
        var node = run.Write(entry.Value);
        if (entry.Member is null) run.Scope.TrySet(entry.Name, node);
        else run.Scope.TrySetMember(entry.Name, entry.Member, node);
    }

    private readonly record struct Entry(string Name, string? Member, Value Value);
}
