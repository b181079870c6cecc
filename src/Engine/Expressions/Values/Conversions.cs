using System.Text;

namespace ReviewFlow.Engine.Expressions.Values;

/// <summary>JavaScript's conversions. They cost steps, since a text or list can be long.</summary>
internal static class Conversions
{
    public static double ToNumber(this Run run, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Number or ValueKind.Boolean: return value.Number;
            case ValueKind.Null: return 0;
            case ValueKind.Text:
                run.ChargeRead(value.Text.Length);
                return NumberText.Parse(value.Text);
            case ValueKind.Undefined: return double.NaN;
            default: return NumberText.Parse(run.ToText(value));
        }
    }

    /// <summary>A whole number for positions and counts: NaN is 0, and it is cut to the range of int.</summary>
    public static int ToCount(this Run run, Value value, int otherwise = 0)
    {
        if (value.Kind == ValueKind.Undefined) return otherwise;
        var number = run.ToNumber(value);
        return double.IsNaN(number) ? 0 : (int)Math.Clamp(number, int.MinValue, int.MaxValue);
    }

    public static string ToText(this Run run, Value value) => value.Kind switch
    {
        ValueKind.Text => value.Text,
        ValueKind.Number => NumberText.Format(value.Number),
        ValueKind.Boolean => value.Boolean ? "true" : "false",
        ValueKind.Null => "null",
        ValueKind.List => run.Join(value.List, ","),
        ValueKind.Map => "[object Object]",
        ValueKind.Function => throw run.Fail("A function cannot be used as text."),
        _ => "undefined",
    };

    public static Value ToPrimitive(this Run run, Value value) => value.IsObject ? run.ToText(value) : value;

    public static string Join(this Run run, ListValue list, string separator)
    {
        using var deeper = run.Deeper();
        var text = new StringBuilder();
        for (var i = 0; i < list.Items.Count; i++)
        {
            var item = list.Items[i];
            if (i > 0) text.Append(separator);
            if (!item.IsNullish) text.Append(run.ToText(item));
            run.Charge(1);
            run.CheckText(text.Length);
        }

        return run.ChargeText(text.ToString());
    }

    /// <summary>Adds numbers or joins texts.</summary>
    public static Value Add(this Run run, Value left, Value right)
    {
        if (left.IsNumber && right.IsNumber) return left.Number + right.Number;
        left = run.ToPrimitive(left);
        right = run.ToPrimitive(right);
        if (!left.IsText && !right.IsText) return run.ToNumber(left) + run.ToNumber(right);
        string a = run.ToText(left), b = run.ToText(right);
        run.CheckText((long)a.Length + b.Length);
        return run.ChargeText(a + b);
    }

    public static bool StrictEquals(this Run run, Value left, Value right)
    {
        if (left.Kind != right.Kind) return false;
        switch (left.Kind)
        {
            case ValueKind.Number or ValueKind.Boolean: return left.Number == right.Number;
            case ValueKind.Text:
                if (left.Text.Length == right.Text.Length) run.ChargeRead(left.Text.Length);
                return string.Equals(left.Text, right.Text, StringComparison.Ordinal);
            case ValueKind.List or ValueKind.Map or ValueKind.Function: return left.IsSameObject(right);
            default: return true;
        }
    }

    public static bool LooseEquals(this Run run, Value left, Value right)
    {
        if (left.IsNullish || right.IsNullish) return left.IsNullish && right.IsNullish;
        if (left.Kind == right.Kind || (left.IsObject && right.IsObject)) return run.StrictEquals(left, right);
        left = run.ToPrimitive(left);
        right = run.ToPrimitive(right);
        return left.IsText && right.IsText ? run.StrictEquals(left, right) : run.ToNumber(left) == run.ToNumber(right);
    }

    /// <summary>Below zero, zero or above; null when the two cannot be ordered (NaN).</summary>
    public static int? Compare(this Run run, Value left, Value right)
    {
        if (!left.IsNumber || !right.IsNumber)
        {
            left = run.ToPrimitive(left);
            right = run.ToPrimitive(right);
            if (left.IsText && right.IsText) return run.CompareText(left.Text, right.Text);
        }

        double a = run.ToNumber(left), b = run.ToNumber(right);
        if (double.IsNaN(a) || double.IsNaN(b)) return null;
        return a.CompareTo(b);
    }

    public static int CompareText(this Run run, string left, string right)
    {
        run.ChargeRead(Math.Min(left.Length, right.Length));
        return string.CompareOrdinal(left, right);
    }
}
