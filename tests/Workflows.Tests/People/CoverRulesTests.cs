using ReviewFlow.Workflows.People;
using Shouldly;
using Xunit;
using static ReviewFlow.Workflows.Tests.Fernshire;

namespace ReviewFlow.Workflows.Tests.People;

public sealed class CoverRulesTests
{
    [Theory]
    [InlineData("joel", "joel", RuleProblem.None)]
    [InlineData("sian", "joel", RuleProblem.None)]
    [InlineData("marcus", "joel", RuleProblem.None)]
    [InlineData("sam", "joel", RuleProblem.None)]
    [InlineData("grace", "nadia", RuleProblem.None)]
    [InlineData("tom", "joel", RuleProblem.Forbidden)]
    [InlineData("joel", "sian", RuleProblem.Forbidden)]
    [InlineData("callum", "joel", RuleProblem.Forbidden)]
    public void Set_ByRole_IsAllowedOrNot(string actor, string absent, RuleProblem problem) =>
        CoverRules.Set(actor, new Absence(absent, "tom", null, Today, Today), Council, Today).Problem.ShouldBe(problem);

    [Fact]
    public void Set_ImpossibleCover_IsRefused()
    {
        CoverRules.Set("joel", new Absence("joel", "joel", null, Today, Today), Council, Today).Problem.ShouldBe(RuleProblem.Invalid);
        CoverRules.Set("joel", new Absence("joel", "callum", null, Today, Today), Council, Today).Problem.ShouldBe(RuleProblem.Invalid);
        CoverRules.Set("joel", new Absence("joel", "tom", null, Today, Today.AddDays(-1)), Council, Today).Problem.ShouldBe(RuleProblem.Invalid);
        CoverRules.Set("joel", new Absence("joel", null, null, Today, Today), Council, Today).Allowed.ShouldBeTrue();
    }
}
