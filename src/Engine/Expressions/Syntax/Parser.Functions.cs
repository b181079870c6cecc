using ReviewFlow.Engine.Expressions.Tree;
using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Syntax;

internal sealed partial class Parser
{
    private bool IsArrowHere()
    {
        if (Current.Kind == TokenKind.Name) return Next.Is("=>");
        return Current.Is("(") && _tokens[_lexer.ClosingOf(_index) + 1].Is("=>");
    }

    private ArrowNode ParseArrow()
    {
        _names.Push(new DeclaredNames(IsFunction: true));
        var parameters = new List<Pattern>();
        var hasRest = false;
        if (Current.Kind == TokenKind.Name) parameters.Add(ParsePattern(DeclaredAs.Let));
        else hasRest = ParseParameters(parameters);
        var at = Current.At;
        Expect("=>");
        var loops = _loops;
        _loops = 0;
        var block = Current.Is("{") ? ParseBlock() : null;
        var expression = block is null ? ParseAssignment() : null;
        _loops = loops;
        return new ArrowNode(at, [.. parameters], hasRest, _names.Pop().ToArray(), expression, block);
    }

    private bool ParseParameters(List<Pattern> parameters)
    {
        Expect("(");
        while (!TryTake(")"))
        {
            if (TryTake("..."))
            {
                parameters.Add(ParsePattern(DeclaredAs.Let));
                Expect(")");
                return true;
            }

            parameters.Add(ParseDefault(DeclaredAs.Let));
            if (!Current.Is(")")) Expect(",");
        }

        return false;
    }

    private Pattern ParseDefault(DeclaredAs how)
    {
        var pattern = ParsePattern(how);
        return TryTake("=") ? new DefaultPattern(pattern, ParseAssignment()) : pattern;
    }

    private Pattern ParsePattern(DeclaredAs how)
    {
        var at = Current.At;
        if (TryTake("[")) return ParseListPattern(at, how);
        if (TryTake("{")) return ParseMapPattern(at, how);
        return new NamePattern(Declare(how));
    }

    private ListPattern ParseListPattern(Position at, DeclaredAs how)
    {
        var items = new List<Pattern?>();
        Pattern? rest = null;
        while (!TryTake("]"))
        {
            if (TryTake(","))
            {
                items.Add(null);
                continue;
            }

            if (TryTake("..."))
            {
                rest = ParsePattern(how);
                Expect("]");
                break;
            }

            items.Add(ParseDefault(how));
            if (!Current.Is("]")) Expect(",");
        }

        return new ListPattern(at, [.. items], rest);
    }

    private MapPattern ParseMapPattern(Position at, DeclaredAs how)
    {
        var members = new List<PatternMember>();
        Pattern? rest = null;
        while (!TryTake("}"))
        {
            if (TryTake("..."))
            {
                rest = ParsePattern(how);
                Expect("}");
                break;
            }

            members.Add(ParsePatternMember(how));
            if (!Current.Is("}")) Expect(",");
        }

        return new MapPattern(at, [.. members], rest);
    }

    private PatternMember ParsePatternMember(DeclaredAs how)
    {
        var name = Current;
        if (Next.Is(":"))
        {
            var member = TakeMemberName();
            Take();
            return new PatternMember(member, ParseDefault(how));
        }

        return new PatternMember(name.Text, ParseDefault(how));
    }
}
