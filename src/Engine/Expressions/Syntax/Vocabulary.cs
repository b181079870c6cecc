using System.Collections.Frozen;

namespace ReviewFlow.Engine.Expressions.Syntax;

/// <summary>The words and signs of the language, and those of JavaScript that it leaves out.</summary>
internal static class Vocabulary
{
    /// <summary>Signs, longest first.</summary>
    public static readonly string[] Signs =
    [
        ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=",
        "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>", "**",
        "{", "}", "(", ")", "[", "]", ";", ",", "<", ">", "+", "-", "*", "/", "%", "&", "|", "^", "!", "~", "?", ":", "=", ".",
    ];

    public static readonly FrozenSet<string> Keywords = FrozenSet.Create(
        StringComparer.Ordinal,
        "const", "let", "var", "if", "else", "for", "of", "while", "return", "break", "continue",
        "true", "false", "null", "typeof", "void", "in", "await");

    /// <summary>Words of JavaScript that are refused wherever a name may stand.</summary>
    public static readonly FrozenSet<string> Refused = FrozenSet.Create(
        StringComparer.Ordinal,
        "class", "function", "new", "this", "super", "import", "export", "delete", "instanceof", "throw", "try", "catch", "finally",
        "switch", "case", "default", "do", "with", "yield", "async", "debugger", "enum", "extends", "static", "goto",
        "eval", "Function", "globalThis", "arguments", "Symbol", "Proxy", "Reflect", "Date", "RegExp", "Promise", "BigInt",
        "WebAssembly", "Intl", "Map", "Set", "WeakMap", "WeakSet", "WeakRef", "ArrayBuffer", "SharedArrayBuffer", "Atomics", "Error");

    /// <summary>Binary operators and how strongly they bind.</summary>
    public static readonly FrozenDictionary<string, int> Binary = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["??"] = 1,
        ["||"] = 2,
        ["&&"] = 3,
        ["|"] = 4,
        ["^"] = 5,
        ["&"] = 6,
        ["=="] = 7,
        ["!="] = 7,
        ["==="] = 7,
        ["!=="] = 7,
        ["<"] = 8,
        [">"] = 8,
        ["<="] = 8,
        [">="] = 8,
        ["in"] = 8,
        ["<<"] = 9,
        [">>"] = 9,
        [">>>"] = 9,
        ["+"] = 10,
        ["-"] = 10,
        ["*"] = 11,
        ["/"] = 11,
        ["%"] = 11,
        ["**"] = 12,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static readonly FrozenSet<string> Assignments = FrozenSet.Create(
        StringComparer.Ordinal,
        "=", "+=", "-=", "*=", "/=", "%=", "**=", "<<=", ">>=", ">>>=", "&=", "|=", "^=", "&&=", "||=", "??=");
}
