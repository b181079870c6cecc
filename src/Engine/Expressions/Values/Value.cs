namespace ReviewFlow.Engine.Expressions.Values;

/// <summary>What a value is.</summary>
internal enum ValueKind : byte
{
    Undefined,
    Null,
    Boolean,
    Number,
    Text,
    List,
    Map,
    Function,

    /// <summary>Not a value: a declared name before its declaration, or an optional chain that was cut short.</summary>
    Nothing,
}

/// <summary>A value while a script runs. JSON only exists at the border.</summary>
internal readonly struct Value
{
    private readonly object? _reference;
    private readonly double _number;

    private Value(ValueKind kind, double number, object? reference)
    {
        Kind = kind;
        _number = number;
        _reference = reference;
    }

    public static Value Undefined => default;

    public static Value Null => new(ValueKind.Null, 0, null);

    public static Value Nothing => new(ValueKind.Nothing, 0, null);

    public static Value True => new(ValueKind.Boolean, 1, null);

    public static Value False => new(ValueKind.Boolean, 0, null);

    public ValueKind Kind { get; }

    public double Number => _number;

    public bool Boolean => _number != 0;

    public string Text => (string)_reference!;

    public ListValue List => (ListValue)_reference!;

    public MapValue Map => (MapValue)_reference!;

    public FunctionValue Function => (FunctionValue)_reference!;

    public bool IsNullish => Kind is ValueKind.Undefined or ValueKind.Null;

    public bool IsText => Kind == ValueKind.Text;

    public bool IsNumber => Kind == ValueKind.Number;

    public bool IsObject => Kind is ValueKind.List or ValueKind.Map or ValueKind.Function;

    public static implicit operator Value(bool value) => value ? True : False;

    public static implicit operator Value(double value) => new(ValueKind.Number, value, null);

    public static implicit operator Value(string value) => new(ValueKind.Text, 0, value);

    public static implicit operator Value(ListValue value) => new(ValueKind.List, 0, value);

    public static implicit operator Value(MapValue value) => new(ValueKind.Map, 0, value);

    public static implicit operator Value(FunctionValue value) => new(ValueKind.Function, 0, value);

    public bool IsSameObject(Value other) => ReferenceEquals(_reference, other._reference);

    /// <summary>Whether a condition holds, as in JavaScript.</summary>
    public bool IsTruthy => Kind switch
    {
        ValueKind.Boolean => _number != 0,
        ValueKind.Number => _number != 0 && !double.IsNaN(_number),
        ValueKind.Text => Text.Length > 0,
        ValueKind.List or ValueKind.Map or ValueKind.Function => true,
        _ => false,
    };

    /// <summary>Answer of <c>typeof</c>.</summary>
    public string TypeName => Kind switch
    {
        ValueKind.Boolean => "boolean",
        ValueKind.Number => "number",
        ValueKind.Text => "string",
        ValueKind.Function => "function",
        ValueKind.Null or ValueKind.List or ValueKind.Map => "object",
        _ => "undefined",
    };

    /// <summary>The kind in words for messages.</summary>
    public string Words => Kind switch
    {
        ValueKind.Null => "null",
        ValueKind.Boolean => "true or false",
        ValueKind.Number => "a number",
        ValueKind.Text => "text",
        ValueKind.List => "a list",
        ValueKind.Map => "an object",
        ValueKind.Function => "a function",
        _ => "undefined",
    };
}
