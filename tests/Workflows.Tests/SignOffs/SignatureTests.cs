using ReviewFlow.Engine.Execution;
using ReviewFlow.Workflows.SignOffs;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.SignOffs;

public sealed class SignatureTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 30, 9, 0, 0, TimeSpan.Zero);
    private static readonly TaskAction Sign = new() { Key = "sign", Label = "Sign and lock", Signs = true, Declaration = "I oversaw this." };
    private static readonly SignatureOffer Good = new("password", Now.AddMinutes(-10), "abc", "I oversaw this.");

    [Fact]
    public void Check_GoodOffer_IsAllowed() => Check(Good).Allowed.ShouldBeTrue();

    [Fact]
    public void Check_AnythingWrong_IsRefused()
    {
        Check(null).Problem.ShouldBe(RuleProblem.Invalid);
        Check(Good with { AuthenticatedAt = Now.AddMinutes(-10).AddSeconds(-1) }).Problem.ShouldBe(RuleProblem.Forbidden);
        Check(Good with { AuthenticatedAt = Now.AddSeconds(1) }).Problem.ShouldBe(RuleProblem.Forbidden);
        Check(Good with { ShownHash = "abd" }).Problem.ShouldBe(RuleProblem.Conflict);
        Check(Good with { Declaration = "I did." }).Problem.ShouldBe(RuleProblem.Conflict);
        Check(Good with { Method = "trust" }).Problem.ShouldBe(RuleProblem.Forbidden);
        Check(Good with { Method = "demo" }).Problem.ShouldBe(RuleProblem.Forbidden);
        SignatureRules.Check(Sign, Good with { Method = "demo" }, "abc", Now, demo: true).Allowed.ShouldBeTrue();
        SignatureRules.Check(Sign with { Signs = false }, Good, "abc", Now, demo: false).Allowed.ShouldBeFalse();
    }

    [Fact]
    public void Fingerprint_Hash_StandsInGroupsOfFour() => SignatureRules.Fingerprint("4c1f9a07e2b8").ShouldBe("4c1f 9a07 e2b8");

    private static RuleAnswer Check(SignatureOffer? offer) => SignatureRules.Check(Sign, offer, "abc", Now, demo: false);
}
