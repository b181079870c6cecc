using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Expressions.Builtins;
using ReviewFlow.Engine.Expressions.Syntax;
using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Tree;

/// <summary><c>f(a)</c>, <c>a.f(b)</c>, <c>a?.f(b)</c>.</summary>
internal sealed class CallNode(Position at, Expression callee, Expression[] arguments, bool isOptional)
    : Expression(at, Math.Max(callee.Height, HeightOf(arguments)))
{
    private const int DaysPerStep = 4;

    public override Value Evaluate(Run run)
    {
        Step(run);
        run.CheckStack();
        return callee switch
        {
            NameNode name when !name.IsDeclared(run) => CallHost(run, name.Name),
            MemberNode member => CallMember(run, member),
            _ => CallValue(run, callee.Evaluate(run), "This"),
        };
    }

    private Value CallMember(Run run, MemberNode member)
    {
        if (member.HostObject(run) is { } host)
        {
            if (member.Key is not ConstantNode) throw run.Fail($"A function of '{host}' must be called by its name.");
            return CallHost(run, $"{host}.{run.ToText(member.Key.Evaluate(run))}");
        }

        var self = member.Holder.Evaluate(run);
        if (self.Kind == ValueKind.Nothing || (member.IsOptional && self.IsNullish)) return Value.Nothing;
        var name = run.ToText(member.Key.Evaluate(run));
        run.At = member.At;
        run.ChargeRead(name.Length);
        if (self.IsNullish) throw run.Fail($"{member.Named} cannot be called: what should hold it is {self.Words}.");
        if (self.Kind == ValueKind.Map && self.Map.Members.TryGetValue(name, out var own)) return CallValue(run, own, member.Named);
        if (Methods.TryFind(self, name, out var method))
        {
            var values = ListNode.EvaluateAll(run, arguments);
            run.At = member.At;
            return method(run, self, CollectionsMarshal.AsSpan(values));
        }

        return isOptional ? Value.Nothing : throw run.Fail($"{member.Named} is not a function of {self.Words}.");
    }

    private Value CallValue(Run run, Value function, string named)
    {
        if (function.Kind == ValueKind.Nothing || (isOptional && function.IsNullish)) return Value.Nothing;
        if (function.Kind != ValueKind.Function)
        {
            run.At = At;
            throw run.Fail($"{named} is {function.Words}, not a function.");
        }

        var values = ListNode.EvaluateAll(run, arguments);
        run.At = At;
        return run.Invoke(function, CollectionsMarshal.AsSpan(values));
    }

    private Value CallHost(Run run, string name)
    {
        var values = ListNode.EvaluateAll(run, arguments);
        run.At = At;
        run.Host.Flush(run);
        var nodes = new JsonNode?[values.Count];
        for (var i = 0; i < nodes.Length; i++) nodes[i] = run.Write(values[i]);
        try
        {
            if (run.Scope.TryCall(name, nodes, out var result)) return JsonBorder.Read(result, run);
            run.Charge(StandardFunctions.DaysCounted(name, nodes) / DaysPerStep);
            if (StandardFunctions.TryCall(run.Scope, name, nodes, out result)) return Checked(run, JsonBorder.Read(result, run));
        }
        catch (ScriptException e) when (e.Line == 0)
        {
            throw run.Fail(e.Problem);
        }

        if (isOptional) return Value.Nothing;
        throw run.Fail($"There is no function '{name}'.");
    }

    private static Value Checked(Run run, Value value)
    {
        if (value.IsText) run.ChargeText(value.Text);
        return value;
    }
}
