using System.Globalization;
using System.Text;
using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Syntax;

internal sealed partial class Lexer
{
    private void ReadNumber()
    {
        var (at, start) = (Here, _index);
        var number = Current == '0' && char.ToLowerInvariant(Peek(1)) is 'x' or 'o' or 'b' ? ReadRadixNumber(at) : ReadDecimalNumber(at, start);
        if (Current == 'n') throw new SyntaxException(at, "Big integers ('10n') are not part of the expression language.");
        if (IsNameStart(Current) || char.IsAsciiDigit(Current)) throw new SyntaxException(Here, "A name may not follow a number directly.");
        Add(TokenKind.Number, "", at, number);
    }

    private double ReadRadixNumber(Position at)
    {
        var start = _index;
        _index += 2;
        while (NumberText.Digit(Current) >= 0 || Current == '_') _index++;
        var number = NumberText.Parse(source[start.._index].Replace("_", "", StringComparison.Ordinal));
        return double.IsNaN(number) || _index == start + 2 ? throw new SyntaxException(at, "This is not a number.") : number;
    }

    private double ReadDecimalNumber(Position at, int start)
    {
        if (Current == '0' && (char.IsAsciiDigit(Peek(1)) || Peek(1) == '_')) throw new SyntaxException(at, "A number may not begin with 0 and a digit.");
        SkipDigits();
        if (Current == '.')
        {
            _index++;
            SkipDigits();
        }

        if (Current is 'e' or 'E')
        {
            _index += Peek(1) is '+' or '-' ? 2 : 1;
            if (!char.IsAsciiDigit(Current)) throw new SyntaxException(at, "The exponent of the number is missing.");
            SkipDigits();
        }

        var digits = source[start.._index];
        if (digits.EndsWith('_') || digits.Contains("__", StringComparison.Ordinal)) throw new SyntaxException(at, "This is not a number.");
        return double.Parse(digits.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(Current) || Current == '_') _index++;
    }

    private void ReadText(char quote)
    {
        var at = Here;
        var text = new StringBuilder();
        _index++;
        while (Current != quote || _index >= source.Length)
        {
            if (_index >= source.Length || Current is '\n' or '\r') throw new SyntaxException(at, "The text is never closed.");
            if (Current == '\\') ReadEscape(text);
            else text.Append(source[_index++]);
        }

        _index++;
        Add(TokenKind.Text, text.ToString(), at);
    }

    private void ReadTemplate(bool isHead)
    {
        var at = Here;
        if (!isHead) _open.Pop();
        var text = new StringBuilder();
        _index++;
        while (true)
        {
            if (_index >= source.Length) throw new SyntaxException(at, "The template string is never closed.");
            var isTail = Current == '`';
            if (isTail || (Current == '$' && Peek(1) == '{'))
            {
                if (!isTail) Open('`', Here);
                _index += isTail ? 1 : 2;
                _tokens.Add(new Token(TokenKind.Template, text.ToString(), at, 0, _afterNewLine, isHead, isTail));
                return;
            }

            ReadTemplateCharacter(text);
        }
    }

    private void ReadTemplateCharacter(StringBuilder text)
    {
        if (Current == '\\')
        {
            ReadEscape(text);
        }
        else if (Current is '\n' or '\r')
        {
            // The line break inside the text is no line break before the token.
            var before = _afterNewLine;
            NewLine();
            _afterNewLine = before;
            text.Append('\n');
        }
        else
        {
            text.Append(source[_index++]);
        }
    }

    private void ReadEscape(StringBuilder text)
    {
        var at = Here;
        _index++;
        if (_index >= source.Length) throw new SyntaxException(at, "The text is never closed.");
        var c = Current;
        if (c is '\n' or '\r' or '\u2028' or '\u2029')
        {
            var before = _afterNewLine;
            NewLine();
            _afterNewLine = before;
            return;
        }

        _index++;
        if (char.IsAsciiDigit(c) && (c != '0' || char.IsAsciiDigit(Current))) throw new SyntaxException(at, "Octal escapes are not part of the expression language.");
        if (c == 'x') text.Append((char)ReadHex(2, at));
        else if (c == 'u') ReadUnicode(text, at);
        else text.Append(c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', 'v' => '\v', '0' => '\0', _ => c });
    }

    private void ReadUnicode(StringBuilder text, Position at)
    {
        if (Current != '{')
        {
            text.Append((char)ReadHex(4, at));
            return;
        }

        var end = source.IndexOf('}', _index);
        if (end < 0 || end - _index is < 2 or > 7) throw new SyntaxException(at, "The escape is not complete.");
        _index++;
        var code = ReadHex(end - _index, at);
        _index++;
        if (code > 0x10FFFF) throw new SyntaxException(at, "The escape names no character.");
        if (code > 0xFFFF) text.Append(char.ConvertFromUtf32(code));
        else text.Append((char)code);
    }

    private int ReadHex(int digits, Position at)
    {
        var code = 0;
        for (var i = 0; i < digits; i++)
        {
            if (!char.IsAsciiHexDigit(Current)) throw new SyntaxException(at, "The escape is not complete.");
            code = (code * 16) + NumberText.Digit(Current);
            _index++;
        }

        return code;
    }
}
