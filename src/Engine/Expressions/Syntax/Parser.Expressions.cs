using ReviewFlow.Engine.Expressions.Builtins;
using ReviewFlow.Engine.Expressions.Tree;

namespace ReviewFlow.Engine.Expressions.Syntax;

internal sealed partial class Parser
{
    private Expression ParseExpression()
    {
        var expression = ParseAssignment();
        return Current.Is(",") ? throw Problem("A list of expressions with ',' is not part of the expression language.") : expression;
    }

    private Expression ParseAssignment()
    {
        Enter();
        if (IsArrowHere()) return Leave<Expression>(ParseArrow());
        var start = Current;
        var left = ParseChoice();
        if (Current.Kind != TokenKind.Sign || !Vocabulary.Assignments.Contains(Current.Text)) return Leave(left);
        var sign = Take();
        var target = TargetOf(left, start, sign);
        return Leave<Expression>(new AssignNode(sign.At, sign.Text, target, ParseAssignment()));
    }

    private static Target TargetOf(Expression left, Token start, Token sign) => left switch
    {
        NameNode name => new NameTarget(name),
        MemberNode { IsOptional: false } member => new MemberTarget(member),
        _ when start.Is("[") || start.Is("{") => throw new SyntaxException(start.At, "Taking a list or object apart is only possible after 'const' or 'let'."),
        _ => throw new SyntaxException(sign.At, "Only a name or a member can be changed."),
    };

    private Expression ParseChoice()
    {
        var test = ParseBinary(0);
        if (!Current.Is("?")) return test;
        var at = Take().At;
        var then = ParseAssignment();
        Expect(":");
        return new ChoiceNode(at, test, then, ParseAssignment());
    }

    private Expression ParseBinary(int above)
    {
        var start = Current;
        var left = ParseUnary();
        while (Current.Kind is TokenKind.Sign or TokenKind.Keyword && Vocabulary.Binary.TryGetValue(Current.Text, out var strength) && strength > above)
        {
            var sign = Take();
            if (sign.Text == "**" && start.Kind != TokenKind.Number && left is UnaryNode && !start.Is("(")) throw new SyntaxException(sign.At, "Put brackets around the left side of '**'.");
            var right = sign.Text == "**" ? ParsePower(strength) : ParseBinary(strength);
            left = Checked<Expression>(sign.Text is "&&" or "||" or "??" ? new LogicNode(sign.At, sign.Text, left, right) : new BinaryNode(sign.At, sign.Text, left, right));
        }

        return left;
    }

    // The only operator that groups from the right, and so the only one that nests without brackets.
    private Expression ParsePower(int strength)
    {
        Enter();
        return Leave(ParseBinary(strength - 1));
    }

    private Expression ParseUnary()
    {
        Enter();
        var sign = Current;
        if (sign is { Kind: TokenKind.Sign, Text: "-" or "+" or "!" or "~" } || sign is { Kind: TokenKind.Keyword, Text: "typeof" or "void" or "await" })
        {
            Take();
            return Leave<Expression>(new UnaryNode(sign.At, sign.Text, ParseUnary()));
        }

        if (!sign.Is("++") && !sign.Is("--")) return Leave(ParsePostfix());
        Take();
        var start = Current;
        var target = TargetOf(ParseUnary(), start, sign);
        return Leave<Expression>(new StepNode(sign.At, target, sign.Text == "++" ? 1 : -1, isPrefix: true));
    }

    private Expression ParsePostfix()
    {
        var start = Current;
        var expression = ParseCalls();
        if (Current.AfterNewLine || !(Current.Is("++") || Current.Is("--"))) return expression;
        var sign = Take();
        return new StepNode(sign.At, TargetOf(expression, start, sign), sign.Text == "++" ? 1 : -1, isPrefix: false);
    }

    private Expression ParseCalls()
    {
        var at = Current.At;
        var expression = ParsePrimary();
        var isChain = false;
        while (TryParseLink(ref expression, ref isChain)) Checked(expression);
        return isChain ? new ChainNode(at, expression) : expression;
    }

    private bool TryParseLink(ref Expression expression, ref bool isChain)
    {
        var sign = Current;
        if (sign is { Kind: TokenKind.Template, IsHead: true } && !sign.AfterNewLine) throw Problem("A function before a template string is not part of the expression language.");
        if (sign.Kind != TokenKind.Sign || sign.Text is not ("." or "?." or "[" or "(")) return false;
        var isOptional = TryTake("?.");
        isChain |= isOptional;
        if (Current.Is("(")) expression = new CallNode(isOptional ? sign.At : expression.At, expression, ParseArguments(), isOptional);
        else if (Current.Is("[")) expression = new MemberNode(Current.At, expression, ParseKey(), isOptional);
        else expression = ParseMember(expression, isOptional);
        return true;
    }

    private Expression ParseKey()
    {
        Expect("[");
        var key = ParseExpression();
        Expect("]");
        return key;
    }

    private Expression ParseMember(Expression holder, bool isOptional)
    {
        if (!isOptional) Expect(".");
        var name = Current.Kind == TokenKind.Name ? Take() : throw Problem($"A name is expected here, not {Current.Words}.");
        if (holder is not NameNode { Name: var group } || !Globals.IsGroup(group)) return new MemberNode(name.At, holder, new ConstantNode(name.At, name.Text), isOptional);
        return Globals.TryFindIn(group, name.Text, out var value)
            ? new ConstantNode(name.At, value)
            : throw new SyntaxException(name.At, $"'{group}.{name.Text}' is not part of the expression language.");
    }

    private Expression[] ParseArguments()
    {
        Expect("(");
        return ParseItems(")");
    }

    private Expression[] ParseItems(string end)
    {
        var items = new List<Expression>();
        while (!TryTake(end))
        {
            if (Current.Is(",")) throw Problem("A value is missing here.");
            items.Add(Current.Is("...") ? new SpreadNode(Take().At, ParseAssignment()) : ParseAssignment());
            if (!Current.Is(end)) Expect(",");
        }

        return [.. items];
    }
}
