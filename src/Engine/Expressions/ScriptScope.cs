using System.Text.Json.Nodes;

namespace ReviewFlow.Engine.Expressions;

/// <summary>
/// What a script can see of the world: names, host objects such as <c>variables</c>, and functions. A scope is all that
/// a script can reach; a name it does not know is a fault of the script. JSON handed out is never changed by a run.
/// A scope may throw a <see cref="ScriptException"/> without a place; the run adds line and column.
/// </summary>
public abstract class ScriptScope
{
    /// <summary>A scope without names: only the language and the standard functions.</summary>
    public static ScriptScope Empty { get; } = new EmptyScope();

    /// <summary>The value of a plain name. False: not known.</summary>
    public virtual bool TryGet(string name, out JsonNode? value)
    {
        value = null;
        return false;
    }

    /// <summary>Sets a plain name (<c>X = 1</c>). False: cannot be set.</summary>
    public virtual bool TrySet(string name, JsonNode? value) => false;

    /// <summary>
    /// Calls a function of the host, such as <c>getVariable</c>; a function of a host object comes as <c>object.name</c>.
    /// The script decides how many arguments there are and of which kind; <c>undefined</c> is null. False: no such function; then the standard functions are tried.
    /// </summary>
    public virtual bool TryCall(string name, IReadOnlyList<JsonNode?> arguments, out JsonNode? result)
    {
        result = null;
        return false;
    }

    /// <summary>Whether the name is a host object, whose unknown members are undefined instead of a fault.</summary>
    public virtual bool IsObject(string name) => false;

    /// <summary>The value of a member of a host object (<c>variables.X</c>). False: not known.</summary>
    public virtual bool TryGetMember(string objectName, string member, out JsonNode? value)
    {
        value = null;
        return false;
    }

    /// <summary>Sets a member of a host object. False: cannot be set.</summary>
    public virtual bool TrySetMember(string objectName, string member, JsonNode? value) => false;

    /// <summary>
    /// The date so many working days after the day given (before it, when negative). The calendar is an id, or null for the
    /// organisation's own. Bound to the engine's arithmetic by the scope; without it a fault of the script.
    /// </summary>
    public virtual DateOnly AddWorkingDays(DateOnly from, int days, string? calendar) => throw NoCalendar();

    /// <summary>The working days between two dates, as the engine's arithmetic counts them; negative when reversed.</summary>
    public virtual int WorkingDaysBetween(DateOnly from, DateOnly to, string? calendar) => throw NoCalendar();

    /// <summary>Whether the date is worked.</summary>
    public virtual bool IsWorkingDay(DateOnly date, string? calendar) => throw NoCalendar();

    private static ScriptException NoCalendar() => new("Working days are not known here.");

    private sealed class EmptyScope : ScriptScope;
}
