using ReviewFlow.Engine.Expressions.Tree;
using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Syntax;

internal sealed partial class Parser
{
    private int _loops;

    private void ParseInto(List<Statement> statements)
    {
        if (TryTake(";")) return;
        statements.Add(ParseStatement(isInBlock: true));
    }

    private Statement ParseStatement(bool isInBlock)
    {
        Enter();
        if (Current.Kind == TokenKind.Keyword) return Leave(ParseKeyword(isInBlock));
        if (Current.Is("{") && !IsObjectHere()) return Leave<Statement>(ParseBlock());
        if (Current.Is(";")) return Leave<Statement>(new Block(Take().At, [], []));
        if (Current.Kind == TokenKind.Name && Next.Is(":")) throw new SyntaxException(Next.At, "Labels are not part of the expression language.");
        return Leave(ParseExpressionStatement());
    }

    private Statement ParseKeyword(bool isInBlock)
    {
        switch (Current.Text)
        {
            case "const" or "let" or "var":
                if (!isInBlock && Current.Text != "var") throw Problem($"'{Current.Text}' needs a block '{{ }}' around it here.");
                var declaration = ParseDeclaration();
                EndStatement();
                return declaration;
            case "if": return ParseIf();
            case "for": return ParseFor();
            case "while": return ParseWhile();
            case "return": return ParseReturn();
            case "break" or "continue": return ParseJump();
            case "else": throw Problem("This 'else' has no 'if'.");
            default: return ParseExpressionStatement();
        }
    }

    private ExpressionStatement ParseExpressionStatement()
    {
        var statement = new ExpressionStatement(ParseExpression());
        EndStatement();
        return statement;
    }

    // `{ "a": 1 }` at the beginning of a statement: labels do not exist here, so it can only be an object.
    private bool IsObjectHere() => _tokens[Math.Min(_index + 2, _tokens.Count - 1)].Is(":") && Next.Kind is TokenKind.Text or TokenKind.Name;

    private Block ParseBlock()
    {
        var at = Current.At;
        Expect("{");
        _names.Push(new DeclaredNames(IsFunction: false));
        var statements = new List<Statement>();
        while (!Current.Is("}")) ParseInto(statements);
        Expect("}");
        return new Block(at, [.. statements], _names.Pop().ToArray());
    }

    private DeclarationStatement ParseDeclaration()
    {
        var word = Take();
        var how = HowDeclared(word);
        var declarations = new List<Declaration>();
        do
        {
            var isName = Current.Kind == TokenKind.Name;
            var pattern = ParsePattern(how);
            var value = TryTake("=") ? ParseAssignment() : null;
            if (value is null && (how == DeclaredAs.Const || !isName)) throw Problem("A value ('= ...') is expected here.");
            declarations.Add(new Declaration(pattern, value, how == DeclaredAs.Var));
        }
        while (TryTake(","));
        return new DeclarationStatement(word.At, [.. declarations]);
    }

    private static DeclaredAs HowDeclared(Token word) => word.Text switch { "const" => DeclaredAs.Const, "let" => DeclaredAs.Let, _ => DeclaredAs.Var };

    private Expression ParseCondition()
    {
        Expect("(");
        var condition = ParseExpression();
        Expect(")");
        return condition;
    }

    private IfStatement ParseIf()
    {
        var at = Take().At;
        var test = ParseCondition();
        var then = ParseStatement(isInBlock: false);
        var otherwise = Current.IsWord("else") ? ParseElse() : null;
        return new IfStatement(at, test, then, otherwise);
    }

    private Statement ParseElse()
    {
        Take();
        return ParseStatement(isInBlock: false);
    }

    private WhileStatement ParseWhile()
    {
        var at = Take().At;
        var test = ParseCondition();
        return new WhileStatement(at, test, ParseLoopBody());
    }

    private Statement ParseLoopBody()
    {
        _loops++;
        var body = ParseStatement(isInBlock: false);
        _loops--;
        return body;
    }

    private Statement ParseFor()
    {
        var at = Take().At;
        _names.Push(new DeclaredNames(IsFunction: false));
        if (Current.IsWord("await")) throw Problem("'for await' is not part of the expression language.");
        Expect("(");
        return IsForOf() ? ParseForOf(at) : ParseForCounter(at);
    }

    private bool IsForOf()
    {
        if (Current.Kind != TokenKind.Keyword) return false;
        var afterPattern = Next.Is("[") || Next.Is("{") ? _lexer.ClosingOf(_index + 1) + 1 : _index + 2;
        var word = _tokens[Math.Min(afterPattern, _tokens.Count - 1)];
        if (word.IsWord("in")) throw new SyntaxException(word.At, "'for ... in' is not part of the expression language; use 'for ... of Object.keys(...)'.");
        return word.IsWord("of");
    }

    private ForOfStatement ParseForOf(Position at)
    {
        var pattern = ParsePattern(HowDeclared(Take()));
        Take();
        var list = ParseAssignment();
        Expect(")");
        var body = ParseLoopBody();
        return new ForOfStatement(at, pattern, list, body, _names.Pop().ToArray());
    }

    private Statement ParseForCounter(Position at)
    {
        Statement? start = null;
        if (Current.Kind == TokenKind.Keyword && Current.Text is "let" or "var" or "const") start = ParseDeclaration();
        else if (!Current.Is(";")) start = new ExpressionStatement(ParseExpression());
        Expect(";");
        var test = Current.Is(";") ? null : ParseExpression();
        Expect(";");
        var next = Current.Is(")") ? null : ParseExpression();
        Expect(")");
        var body = ParseLoopBody();
        return new ForStatement(at, start, test, next, body, _names.Pop().ToArray());
    }

    private ReturnStatement ParseReturn()
    {
        var at = Take().At;
        var isBare = Current.Is(";") || Current.Is("}") || Current.AfterNewLine;
        var value = isBare ? null : ParseExpression();
        EndStatement();
        return new ReturnStatement(at, value);
    }

    private JumpStatement ParseJump()
    {
        var word = Take();
        if (_loops == 0) throw new SyntaxException(word.At, $"'{word.Text}' needs a loop around it.");
        if (Current.Kind == TokenKind.Name && !Current.AfterNewLine) throw Problem("Labels are not part of the expression language.");
        EndStatement();
        return new JumpStatement(word.At, word.Text == "break" ? Flow.Break : Flow.Continue);
    }
}
