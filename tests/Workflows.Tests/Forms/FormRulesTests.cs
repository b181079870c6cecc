using ReviewFlow.Workflows.Forms;
using Shouldly;
using Xunit;
using static ReviewFlow.Workflows.Tests.Fernshire;

namespace ReviewFlow.Workflows.Tests.Forms;

public sealed class FormRulesTests
{
    [Theory]
    [InlineData("record.open", "issues.reviewDate issues.actions issues.actions.issue")]
    [InlineData("ask.asked", "issues.actions.swUpdate")]
    [InlineData("decide.open", "issues.actions.decision issues.actions.why outcome.summary outcome.checked outcome.agencies outcome.agency")]
    [InlineData("elsewhere.open", "")]
    public void OpenPaths_OnePhase_OpensExactlyItsFields(string phase, string paths) =>
        FormRules.OpenPaths(Qap.Form, Set(phase), Set()).Order().ShouldBe(paths.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order());

    [Fact]
    public void OpenPaths_TwoTasks_OpenTogether() =>
        FormRules.OpenPaths(Qap.Form, Set("ask.sent", "ask.asked"), Set()).ShouldContain("issues.actions.swUpdate");

    [Fact]
    public void OpenPaths_SignedSection_IsLocked() =>
        FormRules.OpenPaths(Qap.Form, Set("decide.open"), Set("outcome")).ShouldBe(["issues.actions.decision", "issues.actions.why"], ignoreOrder: true);

    [Fact]
    public void OpensAt_Section_NamesEveryWait() =>
        FormRules.OpensAt(Qap.Issues).ShouldBe(["record.open", "ask.draft", "ask.sent", "ask.asked", "decide.open"]);
}
