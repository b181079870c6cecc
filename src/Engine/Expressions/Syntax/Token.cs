namespace ReviewFlow.Engine.Expressions.Syntax;

/// <summary>A place in a script, both from 1.</summary>
internal readonly record struct Position(int Line, int Column);

internal enum TokenKind : byte
{
    End,
    Name,
    Keyword,
    Number,
    Text,

    /// <summary>A piece of a template string, up to <c>${</c> or the closing backtick.</summary>
    Template,
    Sign,
}

/// <summary>A word of a script.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The word; for texts and template pieces their value.</param>
/// <param name="At">Where it begins.</param>
/// <param name="Number">Value of a number.</param>
/// <param name="AfterNewLine">Whether a line break stands before it.</param>
/// <param name="IsHead">Whether it is the first piece of a template.</param>
/// <param name="IsTail">Whether it is the last piece of a template.</param>
internal readonly record struct Token(
    TokenKind Kind, string Text, Position At, double Number = 0, bool AfterNewLine = false, bool IsHead = false, bool IsTail = false)
{
    public bool Is(string sign) => Kind == TokenKind.Sign && Text == sign;

    public bool IsWord(string keyword) => Kind == TokenKind.Keyword && Text == keyword;

    /// <summary>The word as a reader of a message sees it.</summary>
    public string Words => Kind switch
    {
        TokenKind.End => "the end of the script",
        TokenKind.Text => "a text",
        TokenKind.Template => IsHead ? "a template string" : "the rest of a template string",
        TokenKind.Number => "a number",
        _ => $"'{Text}'",
    };
}

/// <summary>A script is not in the language. Caught where scripts are read.</summary>
internal sealed class SyntaxException(Position at, string message) : ReviewFlowException(message)
{
    public Position At { get; } = at;
}
