using System.Text;
using Shouldly;
using Xunit;

namespace ReviewFlow.Engine.Tests.Expressions;

/// <summary>Random scripts, the same in every run.</summary>
public sealed class FuzzTests
{
    private static readonly string[] s_words =
    [
        "a", "b", "f", "x", "variables", "variables.X", "getX()", "form", "1", "0", "2.5", "'s'", "\"t\"", "''", "true", "false", "null", "undefined", "NaN",
        "+", "-", "*", "/", "%", "**", "==", "===", "!=", "<", ">", "<=", ">=", "&&", "||", "??", "!", "~", "&", "|", "^", "<<", ">>", ">>>", "in", "typeof ", "void ",
        "(", ")", "[", "]", "{", "}", ",", ";", ".", "?.", "?", ":", "=>", "=", "+=", "++", "--", "...", "`", "${", "\n", " ", "//", "/*", "*/", "'", "\"", "\\",
        "let ", "const ", "var ", "if (", "else ", "for (", "of ", "while (", "return ", "break", "continue", "await ", "x => ", "(a, b) => ", "() => {", "class ", "new ", "this",
        ".map(", ".filter(", ".reduce(", ".sort(", ".join(", ".length", ".repeat(", ".split(", ".replaceAll(", ".push(", ".flat(", ".slice(", ".padStart(", ".constructor", ".__proto__",
        "Math.max(", "JSON.parse(", "JSON.stringify(", "Object.keys(", "Array.from(", "Number(", "String(", "addDays(", "toJson(", "0x1F", "1e9", "1e400", "\u00e9", "\ud83d", "\0",
    ];

    private static readonly string[] s_valid =
    [
        "const rows = variables.X.a.filter(r => r && r !== 1).map((r, i) => `${i}: ${JSON.stringify(r)}`); rows.join(', ')",
        "let t = 0; for (const x of [1, 2, 3]) { if (x === 2) continue; t += x } return { t, ok: t > 3 ? 'yes' : 'no' }",
        "const { a: [first, ...rest], b = 5 } = getX(); [first, rest.length, b, variables?.X?.a?.[2]?.b ?? 'none']",
        "let i = 0; while (true) { i++; if (i ** 2 > 50) break; } 'i is '.concat(i).padStart(10, '*').toUpperCase()",
        "Object.entries({ x: 1, y: [2, { z: null }] }).sort(([a], [b]) => a < b ? 1 : -1).flat(2).includes('x')",
        "const f = (n, acc = 1) => n <= 1 ? acc : f(n - 1, acc * n); [f(5), f(10)].reduce((a, b) => a + b, 0).toFixed(2)",
        "variables.Total = (variables.N ?? 0) * 1.2; variables.X.a.push({ total: variables.Total }); addDays('2026-06-16', 5)",
        "`${[1, 2, 3].map(x => `<${x}>`).join('')}${typeof missing === 'undefined' ? '' : missing}`.split('><').length",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Evaluate_RandomWords_AreHarmless(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 10_000; i++) HostileTests.Harmless(RandomWords(random));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Evaluate_ValidScriptsWithRandomChanges_AreHarmless(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 10_000; i++) HostileTests.Harmless(Change(s_valid[random.Next(s_valid.Length)], random));
    }

    [Fact]
    public void Evaluate_ValidScripts_AreReadAndRun()
    {
        foreach (var source in s_valid) Scripts.Run(source, TestScope.With("""{"X":{"a":[1,2,{"b":null}]},"N":1}""")).Length.ShouldBeGreaterThan(0);
    }

    private static string RandomWords(Random random)
    {
        var text = new StringBuilder();
        for (var left = random.Next(1, 25); left > 0; left--) text.Append(s_words[random.Next(s_words.Length)]);
        return text.ToString();
    }

    private static string Change(string source, Random random)
    {
        var text = new StringBuilder(source);
        for (var left = random.Next(1, 5); left > 0 && text.Length > 0; left--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(5))
            {
                case 0: text.Remove(at, Math.Min(text.Length - at, random.Next(1, 6))); break;
                case 1: text.Insert(at, s_words[random.Next(s_words.Length)]); break;
                case 2: text[at] = (char)random.Next(32, 127); break;
                case 3: text.Insert(at, source[random.Next(source.Length)..]); break;
                default: text.Insert(random.Next(text.Length), text.ToString(at, Math.Min(text.Length - at, random.Next(1, 20)))); break;
            }
        }

        return text.ToString();
    }
}
