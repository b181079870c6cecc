using ReviewFlow.Engine.Expressions;
using Shouldly;
using Xunit;

namespace ReviewFlow.Engine.Tests.Expressions;

/// <summary>What is refused when a script is read: where, and in which words.</summary>
public sealed class ProblemTests
{
    [Theory]
    [InlineData("class A {}", 1, 1, "'class' is not part of the expression language.")]
    [InlineData("1;\n  new Date()", 2, 3, "'new' is not part of the expression language.")]
    [InlineData("let a = 1;\r\nlet b = function () {}", 2, 9, "'function' is not part of the expression language.")]
    [InlineData("eval('1')", 1, 1, "'eval' is not part of the expression language.")]
    [InlineData("x = this.y", 1, 5, "'this' is not part of the expression language.")]
    [InlineData("'a' + /b/", 1, 7, "A regular expression is not part of the expression language.")]
    [InlineData("'a'.replace(/b/g, '')", 1, 13, "A regular expression is not part of the expression language.")]
    [InlineData("Math.random()", 1, 6, "'Math.random' is not part of the expression language.")]
    [InlineData("Object.defineProperty({}, 'a', {})", 1, 8, "'Object.defineProperty' is not part of the expression language.")]
    [InlineData("const m = Math", 1, 11, "'Math' can only be used with a member, such as 'Math.trunc'.")]
    [InlineData("let Math = 1", 1, 5, "'Math' is a name of the language and cannot be declared.")]
    [InlineData("let a = 1; let a = 2", 1, 16, "'a' is declared twice.")]
    [InlineData("const a", 1, 8, "A value ('= ...') is expected here.")]
    [InlineData("const a;", 1, 8, "A value ('= ...') is expected here.")]
    [InlineData("'abc", 1, 1, "The text is never closed.")]
    [InlineData("1 + `abc", 1, 5, "The template string is never closed.")]
    [InlineData("`a${1`", 1, 6, "The template string is never closed.")]
    [InlineData("`a${1", 1, 3, "This part of the template string is never closed.")]
    [InlineData("/* a\n b", 1, 1, "The comment is never closed.")]
    [InlineData("f((1)", 1, 2, "'(' is never closed.")]
    [InlineData("[1, 2}", 1, 6, "'}' does not close the '[' of line 1, column 1.")]
    [InlineData("1)", 1, 2, "')' closes nothing.")]
    [InlineData("1 +", 1, 4, "The script ends too early.")]
    [InlineData("1 2", 1, 3, "The statement should end before a number.")]
    [InlineData("a b", 1, 3, "The statement should end before 'b'.")]
    [InlineData("10n", 1, 1, "Big integers ('10n') are not part of the expression language.")]
    [InlineData("010", 1, 1, "A number may not begin with 0 and a digit.")]
    [InlineData("1e", 1, 1, "The exponent of the number is missing.")]
    [InlineData("3px", 1, 2, "A name may not follow a number directly.")]
    [InlineData("'\\u12'", 1, 2, "The escape is not complete.")]
    [InlineData("'\\u{110000}'", 1, 2, "The escape names no character.")]
    [InlineData("'\\08'", 1, 2, "Octal escapes are not part of the expression language.")]
    [InlineData("\\u0065val", 1, 1, "A name may not hold escapes.")]
    [InlineData("a: 1", 1, 2, "Labels are not part of the expression language.")]
    [InlineData("for (;;) { break a }", 1, 18, "Labels are not part of the expression language.")]
    [InlineData("break", 1, 1, "'break' needs a loop around it.")]
    [InlineData("for (;;) { [1].map(() => { continue }) }", 1, 28, "'continue' needs a loop around it.")]
    [InlineData("for (const k in {}) {}", 1, 14, "'for ... in' is not part of the expression language; use 'for ... of Object.keys(...)'.")]
    [InlineData("if (1) let a = 2", 1, 8, "'let' needs a block '{ }' around it here.")]
    [InlineData("1, 2", 1, 2, "A list of expressions with ',' is not part of the expression language.")]
    [InlineData("1 = 2", 1, 3, "Only a name or a member can be changed.")]
    [InlineData("a?.b = 2", 1, 6, "Only a name or a member can be changed.")]
    [InlineData("[a, b] = [1, 2]", 1, 1, "Taking a list or object apart is only possible after 'const' or 'let'.")]
    [InlineData("-2 ** 2", 1, 4, "Put brackets around the left side of '**'.")]
    [InlineData("({ get x() { return 1 } })", 1, 8, "Functions and accessors inside an object are not part of the expression language.")]
    [InlineData("({ f() {} })", 1, 5, "Functions and accessors inside an object are not part of the expression language.")]
    [InlineData("tag`x`", 1, 4, "A function before a template string is not part of the expression language.")]
    [InlineData("[1,,2]", 1, 4, "A value is missing here.")]
    [InlineData("else 1", 1, 1, "This 'else' has no 'if'.")]
    [InlineData("a # b", 1, 3, "'#' is not part of the expression language.")]
    [InlineData("a \u0001", 1, 3, "This character is not part of the expression language.")]
    [InlineData("async () => 1", 1, 1, "'async' is not part of the expression language.")]
    [InlineData("try { 1 } catch { 2 }", 1, 1, "'try' is not part of the expression language.")]
    public void Parse_NotInTheLanguage_NamesThePlaceAndTheReason(string source, int line, int column, string message) =>
        Scripts.Problem(source).ShouldBe(new ScriptProblem(line, column, message));

    [Theory]
    [InlineData("do", "goto", "switch", "case", "default", "throw", "catch", "finally", "with", "yield", "debugger", "enum", "super", "import", "export", "delete")]
    [InlineData("Function", "globalThis", "arguments", "Symbol", "Proxy", "Reflect", "Date", "RegExp", "Promise", "BigInt", "WebAssembly", "Map", "Set", "Error")]
    public void Parse_RefusedWord_IsRefusedAsAValueAndAllowedAsAMember(params string[] words)
    {
        foreach (var word in words)
        {
            Scripts.Problem($"1 + {word}").ShouldBe(new ScriptProblem(1, 5, $"'{word}' is not part of the expression language."));
            Scripts.Run($"({{ {word}: 1 }}).{word}").ShouldBe("1");
        }
    }

    [Fact]
    public void Parse_Nothing_IsAScriptWithoutAValue()
    {
        foreach (var source in new[] { "", "  \n ", "// only words", ";;" }) Scripts.Run(source).ShouldBe("null");
    }

    [Fact]
    public void Parse_ObjectWithoutBracketsAround_IsReadAsAnObject() => Scripts.Run("{ \"a\": 1, b: 2 }").ShouldBe("""{"a":1,"b":2}""");
}
