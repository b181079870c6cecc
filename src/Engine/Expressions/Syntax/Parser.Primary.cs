using ReviewFlow.Engine.Expressions.Builtins;
using ReviewFlow.Engine.Expressions.Tree;
using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Syntax;

internal sealed partial class Parser
{
    private Expression ParsePrimary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number: return new ConstantNode(Take().At, token.Number);
            case TokenKind.Text: return new ConstantNode(Take().At, token.Text);
            case TokenKind.Template when token.IsHead: return ParseTemplate();
            case TokenKind.Name: return ParseName();
            case TokenKind.Keyword: return ParseWord();
            case TokenKind.Sign: return ParseBracket();
            default: throw Problem(token.Kind == TokenKind.End ? "The script ends too early." : $"A value is expected here, not {token.Words}.");
        }
    }

    private Expression ParseWord()
    {
        var token = Current;
        Value? value = token.Text switch { "true" => Value.True, "false" => Value.False, "null" => Value.Null, _ => default(Value?) };
        if (value is null) throw Problem($"A value is expected here, not {token.Words}.");
        Take();
        return new ConstantNode(token.At, value.Value);
    }

    private Expression ParseName()
    {
        var token = TakeName();
        if (Globals.TryFind(token.Text, out var value)) return Globals.IsGroup(token.Text) && Current.Is(".") ? new NameNode(token.At, token.Text) : new ConstantNode(token.At, value);
        if (!Globals.IsGroup(token.Text) || Current.Is(".")) return new NameNode(token.At, token.Text);
        throw new SyntaxException(token.At, $"'{token.Text}' can only be used with a member, such as '{Globals.ExampleOf(token.Text)}'.");
    }

    private Expression ParseBracket()
    {
        var at = Current.At;
        if (TryTake("("))
        {
            var inner = ParseExpression();
            Expect(")");
            // A bracket ends a chain of `?.`, and what is in it cannot be assigned to.
            return inner;
        }

        if (TryTake("[")) return new ListNode(at, ParseItems("]"));
        if (Current.Is("{")) return ParseObject();
        throw Problem($"A value is expected here, not {Current.Words}.");
    }

    private TemplateNode ParseTemplate()
    {
        var piece = Take();
        var texts = new List<string> { piece.Text };
        var parts = new List<Expression>();
        var at = piece.At;
        while (!piece.IsTail)
        {
            parts.Add(ParseExpression());
            if (Current is not { Kind: TokenKind.Template, IsHead: false }) throw Problem($"'}}' is expected here, not {Current.Words}.");
            piece = Take();
            texts.Add(piece.Text);
        }

        return new TemplateNode(at, [.. texts], [.. parts]);
    }

    private MapNode ParseObject()
    {
        var at = Take().At;
        var members = new List<MemberPart>();
        while (!TryTake("}"))
        {
            members.Add(ParseMemberPart());
            if (!Current.Is("}")) Expect(",");
        }

        return new MapNode(at, [.. members]);
    }

    private MemberPart ParseMemberPart()
    {
        if (TryTake("...")) return new MemberPart(null, null, ParseAssignment());
        if (Current.Is("["))
        {
            var computed = ParseKey();
            RefuseMethod();
            Expect(":");
            return new MemberPart(null, computed, ParseAssignment());
        }

        var token = Current;
        var name = TakeMemberName();
        if (token.Kind == TokenKind.Name && (Current.Is(",") || Current.Is("}")))
        {
            _index--;
            return new MemberPart(name, null, ParseName());
        }

        RefuseMethod();
        Expect(":");
        return new MemberPart(name, null, ParseAssignment());
    }

    private void RefuseMethod()
    {
        if (Current.Is("(") || Current.Kind is TokenKind.Name or TokenKind.Text) throw Problem("Functions and accessors inside an object are not part of the expression language.");
    }

    private string TakeMemberName()
    {
        var token = Current;
        if (token.Kind is not (TokenKind.Name or TokenKind.Keyword or TokenKind.Text or TokenKind.Number)) throw Problem($"The name of a member is expected here, not {token.Words}.");
        Take();
        return token.Kind == TokenKind.Number ? NumberText.Format(token.Number) : token.Text;
    }
}
