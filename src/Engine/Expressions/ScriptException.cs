namespace ReviewFlow.Engine.Expressions;

/// <summary>
/// A script failed while it ran: a missing name, a call of something that is no function, or a limit. The message is in
/// plain words and holds names of the script, never values.
/// </summary>
/// <param name="problem">What is wrong.</param>
/// <param name="line">Line, from 1; 0 when the place is not known.</param>
/// <param name="column">Column, from 1; 0 when the place is not known.</param>
public sealed class ScriptException(string problem, int line = 0, int column = 0)
    : ReviewFlowException(line == 0 ? problem : $"Line {line}, column {column}: {problem}")
{
    /// <summary>What is wrong, without the place.</summary>
    public string Problem { get; } = problem;

    /// <summary>Line, from 1; 0 when the place is not known.</summary>
    public int Line { get; } = line;

    /// <summary>Column, from 1; 0 when the place is not known.</summary>
    public int Column { get; } = column;
}
