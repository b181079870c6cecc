using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows;

namespace ReviewFlow.Host.Pages.TimeAway;

/// <summary>A rule's refusal as a page answers it.</summary>
internal static class RuleAnswers
{
    public static CaseOutcome.Refused Refused(this RuleAnswer answer) => new(
        answer.Problem switch { RuleProblem.Forbidden => RefusalKind.Forbidden, RuleProblem.Conflict => RefusalKind.Conflict, _ => RefusalKind.Invalid },
        answer.Message.TrimEnd('.') + ".");
}
