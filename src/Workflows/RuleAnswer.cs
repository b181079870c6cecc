namespace ReviewFlow.Workflows;

/// <summary>Whether a rule lets something happen; if not, of which sort and why, in words for the person.</summary>
public sealed record RuleAnswer(RuleProblem Problem, string Message = "")
{
    public static readonly RuleAnswer Ok = new(RuleProblem.None);

    public bool Allowed => Problem == RuleProblem.None;

    public static RuleAnswer Forbidden(string message) => new(RuleProblem.Forbidden, message);

    public static RuleAnswer Conflict(string message) => new(RuleProblem.Conflict, message);

    public static RuleAnswer Invalid(string message) => new(RuleProblem.Invalid, message);
}

/// <summary>Sorts of refusal.</summary>
public enum RuleProblem
{
    None,

    /// <summary>The person may not (403).</summary>
    Forbidden,

    /// <summary>Somebody was first, or it is not its turn (409).</summary>
    Conflict,

    /// <summary>Something is missing or wrong (422).</summary>
    Invalid,
}
