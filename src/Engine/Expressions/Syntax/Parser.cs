using System.Runtime.CompilerServices;
using ReviewFlow.Engine.Expressions.Builtins;
using ReviewFlow.Engine.Expressions.Tree;
using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Syntax;

/// <summary>Reads words into a tree. Stops at the first problem.</summary>
internal sealed partial class Parser
{
    // The parser calls itself about twice for each level of brackets and once for each prefix.
    private const int MaxDepth = 200;
    private const int MaxHeight = 256;
    private const int MaxNames = 1000;

    private readonly IReadOnlyList<Token> _tokens;
    private readonly Lexer _lexer;
    private readonly Stack<DeclaredNames> _names = new();
    private int _index;
    private int _depth;
    private int _declared;

    public Parser(string source)
    {
        _lexer = new Lexer(source);
        _lexer.Read();
        _tokens = _lexer.Tokens;
    }

    private Token Current => _tokens[_index];

    private Token Next => _tokens[Math.Min(_index + 1, _tokens.Count - 1)];

    public Block ParseScript()
    {
        var at = Current.At;
        _names.Push(new DeclaredNames(IsFunction: true));
        var statements = new List<Statement>();
        while (Current.Kind != TokenKind.End) ParseInto(statements);
        return new Block(at, [.. statements], _names.Pop().ToArray());
    }

    private Token Take() => _tokens[_index++];

    private bool TryTake(string sign)
    {
        if (!Current.Is(sign)) return false;
        _index++;
        return true;
    }

    private void Expect(string sign)
    {
        if (!TryTake(sign)) throw Problem($"'{sign}' is expected here, not {Current.Words}.");
    }

    private void EndStatement()
    {
        if (TryTake(";") || Current.Kind == TokenKind.End || Current.Is("}") || Current.AfterNewLine) return;
        throw RefusedWord(Current) ?? Problem($"The statement should end before {Current.Words}.");
    }

    private SyntaxException Problem(string message) => new(Current.At, message);

    private static SyntaxException? RefusedWord(Token token) =>
        token.Kind == TokenKind.Name && Vocabulary.Refused.Contains(token.Text)
            ? new SyntaxException(token.At, $"'{token.Text}' is not part of the expression language.")
            : null;

    private void Enter()
    {
        if (++_depth > MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw Problem("The script is nested too deeply.");
    }

    private T Leave<T>(T node) where T : Node
    {
        _depth--;
        return Checked(node);
    }

    private T Checked<T>(T node) where T : Node =>
        node.Height > MaxHeight ? throw Problem("The expression is too long; split it with 'const'.") : node;

    /// <summary>A name that is declared here or read from the scope.</summary>
    private Token TakeName()
    {
        if (RefusedWord(Current) is { } refused) throw refused;
        return Current.Kind == TokenKind.Name ? Take() : throw Problem($"A name is expected here, not {Current.Words}.");
    }

    private NameNode Declare(DeclaredAs how)
    {
        var token = TakeName();
        if (Globals.IsReserved(token.Text)) throw new SyntaxException(token.At, $"'{token.Text}' is a name of the language and cannot be declared.");
        var names = how == DeclaredAs.Var ? _names.First(n => n.IsFunction) : _names.Peek();
        if (++_declared > MaxNames) throw new SyntaxException(token.At, $"The script declares more than {MaxNames} names.");
        if (!names.TryAdd(token.Text, how)) throw new SyntaxException(token.At, $"'{token.Text}' is declared twice.");
        return new NameNode(token.At, token.Text);
    }

    private sealed record DeclaredNames(bool IsFunction)
    {
        private readonly OrderedDictionary<string, DeclaredAs> _names = new(StringComparer.Ordinal);

        public bool TryAdd(string name, DeclaredAs how) =>
            _names.TryAdd(name, how) || (how == DeclaredAs.Var && _names[name] == DeclaredAs.Var);

        public Declared[] ToArray() => [.. _names.Select(n => new Declared(n.Key, n.Value))];
    }
}
