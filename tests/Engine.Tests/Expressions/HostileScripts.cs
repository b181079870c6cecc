namespace ReviewFlow.Engine.Tests.Expressions;

/// <summary>Scripts of people who want out of the language, or want the machine to stop.</summary>
internal static class HostileScripts
{
    private static readonly string[] s_roots =
        ["''", "'x'", "1", "(1)", "true", "[]", "[1]", "({})", "(() => 1)", "`x`", "parseInt", "Math.max", "variables", "variables.X", "getX", "null", "undefined"];

    private static readonly string[] s_ladders =
    [
        ".constructor", ".constructor.constructor", ".constructor.constructor('return process')()", ".__proto__", ".__proto__.polluted = 1",
        ".prototype", ".constructor.prototype.polluted = 1", "['constructor']", "['con' + 'structor']['constructor']('return 1')()",
        "['__proto__']['polluted'] = 1", "?.constructor?.constructor?.('return 1')?.()", ".toString.call(1)", ".toString.constructor('return 1')()",
        ".valueOf()", ".__defineGetter__('a', () => 1)", ".__lookupGetter__('a')", ".GetType()", ".GetType().Assembly", ".map.constructor('return 1')()",
        ".hasOwnProperty.constructor('return this')()", ".toLocaleString()", ".caller", ".callee", ".apply(null, [1])", ".bind({})()",
    ];

    private static readonly string[] s_names =
    [
        "process", "require", "module", "exports", "global", "window", "self", "document", "top", "frames", "console", "Deno", "Bun", "System",
        "Environment", "File", "Activator", "AppDomain", "Thread", "Task", "DateTime", "Guid", "Type", "Process", "Host", "clr", "importNamespace",
        "setTimeout", "setInterval", "setImmediate", "queueMicrotask", "fetch", "XMLHttpRequest", "WebSocket", "alert", "crypto", "performance",
        "structuredClone", "escape", "unescape", "encodeURIComponent", "getConfig", "streamToBytes", "engine", "this_", "__proto__", "constructor",
        "prototype", "toString", "valueOf", "hasOwnProperty", "__defineGetter__", "undefined_", "NaN_", "load", "quit", "print", "readline", "java",
        "Packages", "ActiveXObject", "WScript", "Buffer", "__dirname", "__filename", "globals", "scope", "context", "run", "script", "value",
    ];

    private static readonly string[] s_uses = ["{0}", "{0}()", "{0}.exit(1)", "{0}['env']", "typeof {0}", "new {0}()", "({{ {0}: 1 }}).{0}.{0}"];

    private static readonly string[] s_refused =
    [
        "eval('1')", "eval", "(0, eval)('1')", "[eval][0]('1')", "Function('return 1')()", "new Function('return 1')()", "(function () { return this })()",
        "(function* () { yield 1 })().next()", "async () => { await 1 }", "(async () => 1)()", "import('fs')", "import fs from 'fs'", "export default 1",
        "globalThis", "globalThis.process.exit()", "this", "this.constructor", "() => this", "super.x", "new.target", "import.meta", "arguments", "arguments.callee",
        "Symbol.iterator", "({ [Symbol.iterator]: 1 })", "Symbol('x')", "new Proxy({}, {})", "Reflect.ownKeys({})", "Reflect.construct(Array, [])",
        "Object.defineProperty({}, 'a', {})", "Object.setPrototypeOf({}, null)", "Object.getPrototypeOf({})", "Object.create(null)", "Object.freeze(Math)",
        "Object.getOwnPropertyDescriptor({}, 'a')", "Object.prototype", "Array.prototype.x = 1", "String.prototype.x = 1", "Number.prototype.toFixed = 1",
        "String.raw`x`", "String.constructor", "Math.constructor", "Math.random()", "Math['random']()", "Math?.random()", "JSON['parse']('1')", "JSON.constructor('x')",
        "Date.now()", "new Date()", "Date()", "RegExp('(a+)+$')", "/(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')", "'a'.replace(/a/g, 'b')", "/[/]/", "/=/",
        "with (Math) { random() }", "label: for (;;) { break label }", "goto x", "debugger", "class A extends B {}", "class { static x = 1 }", "throw 1",
        "try { null.x } catch (e) { e.constructor }", "try { for (;;); } finally { for (;;); }", "switch (1) { default: for (;;); }", "do {} while (1)",
        "for (const k in {}) {}", "for await (const x of []) {}", "delete variables.X", "delete {}.x", "x instanceof Object", "void function () {}",
        "({ get a() { for (;;); } }).a", "({ set a(v) {} }).a = 1", "({ a() { return 1 } }).a()", "({ async a() {} })", "({ *a() {} })", "({ __proto__() {} })",
        "[a, b] = [1, 2]", "({ a } = { a: 1 })", "x?.y = 1", "1 = 1", "'a' = 1", "f() = 1", "++1", "1++", "a => {} ()", "() => {}()", "let let = 1", "const const = 1",
        "var Math = { random: () => 4 }", "let undefined = 1", "const NaN = 1", "let parseInt = 1", "Infinity => 1", "(String) => 1", "for (const Object of []) {}",
        "0777", "08", "1__0", "1_", "0x", "0b2", "0o8", "1e", "1e+", ".e1", "1n", "0x1n", "1.2.3", "1a", "0xg", "'\\u'", "'\\u{}'", "'\\u{FFFFFFFF}'", "'\\x'", "'\\xg0'", "'\\1'",
        "\\u0065val('1')", "\\u{65}val('1')", "e\\u0076al('1')", "var \\u0061 = 1", "#x", "#!x", "@x", "a#b", "<!-- x", "--> x", "<x/>", "a ? b", "a ? : b", "? 1 : 2", ": 1",
        "'", "\"", "`", "'\n'", "\"\n\"", "`${", "`${`", "`${`${`${", "`${}`", "${1}", "/*", "/**", "/", "//\n/", "\\", "'\\", "`\\", "'\\u00", "/* */ /*",
        "(", ")", "[", "]", "{", "}", "((", "))", "(]", "[)", "{]", "({)}", "([{", "}])", "{{}", "(()", "[[]", "}{", ")(", "][", "`${(}`", "`${)`", "`}`}", "`${[}]`",
        ",", ";,", ".", "..", "...", "....", "?.", "??", "=>", "=", "==", "+", "*", "**", "!", "~", "&&", "1 +", "+ * 1", "1 ** ", "1 ..", "a..b", "a.", "a.1", "a[", "a[]", "a?.", "a?.[", "a?.(",
        "if", "if (", "if (1)", "if (1) else", "else", "for", "for (", "for (;", "for (;;", "for (;;)", "for (let", "for (const x of", "while", "while (", "while ()", "while (1)", "return return",
        "const", "const x", "const x =", "let 1", "let x =", "let [", "let [a", "let { a", "let { a:", "var ...x = 1", "(a, ...b, c) => 1", "(...a,) => 1", "(1) => 1", "('a') => 1", "(a.b) => 1", "(a => )",
        "break", "continue", "() => break", "of of of", "in in in", "1 in", "typeof", "void", "await", "yield 1", "await await", "async", "static", "enum A {}", "\u0000", "1\u0000", "\uD800", "\uFFFF", "\u200B1", "'\u0000' + \u0000",
    ];

    private static readonly string[] s_bombs =
    [
        "for (;;) {}", "while (1) {}", "for (;;) for (;;) for (;;);", "let s = 'x'; for (;;) s += s", "let s = 'x'; for (;;) s = s.concat(s, s, s)", "'x'.repeat(1e12)", "'x'.repeat(-1)", "'x'.repeat(NaN)",
        "'x'.repeat(2 ** 53)", "'x'.padStart(2 ** 31)", "'x'.padEnd(1e15, 'abc')", "'x'.padStart(1e6, 'ab'.repeat(5e5))", "'x'.repeat(1e6).split('')", "'x'.repeat(1e6).replaceAll('x', 'xx')",
        "'x'.repeat(1e5).replaceAll('', 'x'.repeat(1e5))", "'x'.repeat(1000).replaceAll('x', '$`$`$`')", "let s = 'a'.repeat(5e5); s.indexOf(s.slice(1) + 'b')", "'a'.repeat(1e6).lastIndexOf('a'.repeat(5e5) + 'b')",
        "let a = []; a.length = 4294967295", "let a = []; a[4294967294] = 1", "let a = []; a[2147483646] = 1", "let a = [1]; a.length = -1", "Array.from({ length: Infinity })", "Array.from({ length: -1 })",
        "Array.from({ length: 1e7 }, () => [])", "let a = [0]; for (;;) a = a.concat(a)", "let a = [0]; for (;;) a.push(...a)", "let a = [0]; for (;;) a.unshift(...a)", "let a = [1]; for (const x of a) a.push(x)",
        "let a = []; a.push(a); a.flat(Infinity)", "let a = []; a.push(a); a.join()", "let a = []; a.push(a); JSON.stringify(a)", "let a = []; a.push(a); a == ''", "let a = []; a.push(a); [a].sort()", "let a = []; a.push(a); getX(a)",
        "let o = {}; o.o = o; return o", "let o = {}; o.o = o; ({ ...o }).o.o.o.o", "let o = {}; for (;;) o = { o }", "let a = []; for (;;) a = [a]", "let f = x => x; for (let i = 0; i < 1e4; i++) { const g = f; f = x => g(x) } f(1)",
        "const f = () => f(); f()", "const f = () => [1].map(f); f()", "const f = () => [2, 1].sort(f); f()", "const f = () => 'a'.replace('a', f); f()", "const f = (x = f()) => 1; f()", "const f = ({ a = f({}) }) => a; f({})",
        "const Y = f => (x => x(x))(x => f(y => x(x)(y))); Y(f => n => f(n))(1)", "(x => x(x))(x => x(x))", "[3, 2, 1].sort(() => { for (;;); })", "[1, 2, 3].sort((a, b) => NaN)", "[5, 3, 9, 1].sort(() => 1)", "[1, 2].sort('x')",
        "JSON.parse('['.repeat(1e5))", "JSON.parse('{\"a\":'.repeat(1e4))", "JSON.parse('[' + '[],'.repeat(1e5) + '1]')", "JSON.parse('{\"__proto__\":{\"polluted\":1}}').polluted", "JSON.parse('\"\\ud800\"')", "JSON.parse('{\"a\":1,\"a\":2}')",
        "JSON.parse('1e999')", "JSON.parse('-')", "JSON.parse('')", "JSON.parse(undefined)", "JSON.parse('nul')", "JSON.parse('{\"a\":1')", "JSON.parse('\\u0000')", "JSON.stringify({}, null, 1e9)", "JSON.stringify({}, (k, v) => v)",
        "JSON.stringify([[]], null, 'x'.repeat(1e6))", "({ toString: () => { for (;;); } }) + ''", "({ valueOf: () => 1 }) + 1", "({ toJSON: () => { for (;;); } })", "({ then: f => f(1) })", "await ({ then: f => f(1) })", "[...{ length: 1e9 }]",
        "Math.max(...Array.from({ length: 1e5 }))", "parseInt('9'.repeat(1e6))", "Number('9'.repeat(1e6))", "+('0.' + '0'.repeat(1e6) + '1')", "(1).toFixed(1e9)", "(1).toFixed(-1)", "(1e-300).toFixed(100)", "(1).toString(1)", "(0.1).toString(2)",
        "2 ** 1e308", "-(2 ** 63) | 0", "1 << -1", "1 >>> 33", "NaN | 0", "1e308 * 10", "0 / 0", "5 % 0", "-0", "9007199254740993", "'\\ud800'", "'😀'[0]", "'😀'.split('')", "String.fromCharCode(55296)", "({ ['\\ud800']: 1 })",
        "stringFromBase64('////')", "bytesToString('gICA')", "stringFromBase64('A'.repeat(1e6))", "stringToBase64('x'.repeat(1e6))", "toJson(toJson)", "parseGuid('x'.repeat(1e6))", "addDays('9999-12-31', 1)", "addDays('0001-01-01', -1)",
        "addDays('2026-01-01T', 1)", "addDays('2026-01-01' + ' '.repeat(1e5), 1)", "addDays('2026-06-16', 2 ** 31)", "minDate(['x'])", "formatDate('0000-00-00')", "addWorkingDays('2026-06-16', 1e6)", "isWorkingDay()", "workingDaysBetween([], {})",
        "variables = 1", "variables.a.b.c = 1", "variables.__proto__ = { polluted: 1 }", "variables['__proto__'].polluted = 1", "variables.constructor.constructor('x')()", "variables[variables]", "variables[{}] = []", "for (;;) variables.X = 1",
        "for (let i = 0;; i++) variables['k' + i] = [i]", "setX(setX)", "getX(getX)", "fail()", "fail(...'x'.repeat(1e6))", "getVariable()", "({ a: 1, ...null, ...undefined, ...5, ...'ab' })", "const { ...a } = 5; a", "const [a] = {}; a", "const { a: { b } } = {}; b",
        "let x = x", "const f = (a = b, b) => a; f()", "{ y; let y = 1 }", "typeof z; let z = 1", "for (let i = i; ;) {}", "for (const i = 0; ; i++) {}", "const c = 1; c++", "const c = 1; c += 1", "''.x.y", "(1).x = 1", "'x'.length = 5", "true.x = 1", "null.x", "undefined[0]", "null()", "1()", "'x'()", "[]()", "({})()", "x => x + x", "[x => x] + ''",
    ];

    /// <summary>Every script, each once.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. s_roots.SelectMany(root => s_ladders.Select(ladder => root + ladder))
            .Concat(s_names.SelectMany(name => s_uses.Select(use => string.Format(null, use, name))))
            .Concat(s_refused)
            .Concat(s_bombs)
            .Concat(s_refused.Select(s => $"[1].map(x => {{ return {s} }})"))
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Those that must not even be read.</summary>
    public static IReadOnlyList<string> Refused => s_refused;
}
