namespace ReviewFlow.Engine.Expressions.Syntax;

/// <summary>Cuts a script into words. Brackets are matched here, so that the parser may rely on them.</summary>
internal sealed partial class Lexer(string source)
{
    private const int MaxLength = 65_536;
    private const int MaxNesting = 64;
    private const int MaxNameLength = 200;

    private readonly List<Token> _tokens = [];
    private readonly Dictionary<int, int> _closing = [];
    private readonly Stack<(char Bracket, int Token, Position At)> _open = new();
    private int _index;
    private int _line = 1;
    private int _lineStart;
    private bool _afterNewLine;

    public IReadOnlyList<Token> Tokens => _tokens;

    /// <summary>The token that closes the bracket which that token opens.</summary>
    public int ClosingOf(int token) => _closing[token];

    public void Read()
    {
        if (source.Length > MaxLength) throw new SyntaxException(new Position(1, 1), $"The script is longer than {MaxLength} characters.");
        while (SkipBlank())
        {
            ReadToken();
            _afterNewLine = false;
        }

        if (_open.TryPeek(out var open)) throw new SyntaxException(open.At, open.Bracket == '`' ? "This part of the template string is never closed." : $"'{open.Bracket}' is never closed.");
        _tokens.Add(new Token(TokenKind.End, "", Here, AfterNewLine: true));
    }

    private Position Here => new(_line, _index - _lineStart + 1);

    private char Current => Peek(0);

    private char Peek(int ahead) => _index + ahead < source.Length ? source[_index + ahead] : '\0';

    private void ReadToken()
    {
        var c = Current;
        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1)))) ReadNumber();
        else if (IsNameStart(c)) ReadName();
        else if (c is '\'' or '"') ReadText(c);
        else if (c == '`') ReadTemplate(isHead: true);
        else if (c == '}' && _open.TryPeek(out var open) && open.Bracket == '`') ReadTemplate(isHead: false);
        else ReadSign();
    }

    private void ReadName()
    {
        var (at, start) = (Here, _index);
        while (_index < source.Length && (IsNameStart(Current) || char.IsDigit(Current))) _index++;
        var word = source[start.._index];
        if (word.Length > MaxNameLength) throw new SyntaxException(at, $"A name may not be longer than {MaxNameLength} characters.");
        var isMember = _tokens is [.., { Kind: TokenKind.Sign, Text: "." or "?." }];
        Add(!isMember && Vocabulary.Keywords.Contains(word) ? TokenKind.Keyword : TokenKind.Name, word, at);
    }

    private void ReadSign()
    {
        var at = Here;
        if (Current == '/' && !FollowsOperand()) throw new SyntaxException(at, "A regular expression is not part of the expression language.");
        foreach (var sign in Vocabulary.Signs)
        {
            if (string.CompareOrdinal(source, _index, sign, 0, sign.Length) != 0) continue;
            // `a?.5:b` is a choice between numbers.
            if (sign == "?." && char.IsAsciiDigit(Peek(2))) continue;
            Match(sign[0], sign.Length, at);
            _index += sign.Length;
            Add(TokenKind.Sign, sign, at);
            return;
        }

        throw new SyntaxException(at, Current == '\\' ? "A name may not hold escapes." : Unexpected(Current));
    }

    private void Match(char bracket, int length, Position at)
    {
        if (length != 1) return;
        if (bracket is '(' or '[' or '{') Open(bracket, at);
        if (bracket is not (')' or ']' or '}')) return;
        var wanted = bracket switch { ')' => '(', ']' => '[', _ => '{' };
        if (!_open.TryPop(out var open)) throw new SyntaxException(at, $"'{bracket}' closes nothing.");
        if (open.Bracket != wanted) throw new SyntaxException(at, $"'{bracket}' does not close the '{open.Bracket}' of line {open.At.Line}, column {open.At.Column}.");
        _closing[open.Token] = _tokens.Count;
    }

    private void Open(char bracket, Position at)
    {
        if (_open.Count >= MaxNesting) throw new SyntaxException(at, $"Brackets are nested more than {MaxNesting} levels deep.");
        _open.Push((bracket, _tokens.Count, at));
    }

    private void Add(TokenKind kind, string text, Position at, double number = 0) =>
        _tokens.Add(new Token(kind, text, at, number, _afterNewLine));

    private bool FollowsOperand() => _tokens is [.., var last] && last.Kind switch
    {
        TokenKind.Sign => last.Text is ")" or "]" or "}" or "++" or "--",
        TokenKind.Keyword => last.Text is "true" or "false" or "null",
        TokenKind.Template => last.IsTail,
        _ => true,
    };

    private bool SkipBlank()
    {
        while (_index < source.Length)
        {
            var c = Current;
            if (c is '\n' or '\r' or '\u2028' or '\u2029') NewLine();
            else if (char.IsWhiteSpace(c) || c == '\uFEFF') _index++;
            else if (c == '/' && Peek(1) == '/') SkipLine();
            else if (c == '/' && Peek(1) == '*') SkipComment();
            else return true;
        }

        return false;
    }

    private void NewLine()
    {
        if (Current == '\r' && Peek(1) == '\n') _index++;
        _index++;
        _line++;
        _lineStart = _index;
        _afterNewLine = true;
    }

    private void SkipLine()
    {
        while (_index < source.Length && Current is not ('\n' or '\r' or '\u2028' or '\u2029')) _index++;
    }

    private void SkipComment()
    {
        var at = Here;
        _index += 2;
        while (!(Current == '*' && Peek(1) == '/'))
        {
            if (_index >= source.Length) throw new SyntaxException(at, "The comment is never closed.");
            if (Current is '\n' or '\r' or '\u2028' or '\u2029') NewLine();
            else _index++;
        }

        _index += 2;
    }

    private static bool IsNameStart(char c) => char.IsLetter(c) || c is '_' or '$';

    private static string Unexpected(char c) =>
        char.IsControl(c) || char.IsSurrogate(c) ? "This character is not part of the expression language." : $"'{c}' is not part of the expression language.";
}
