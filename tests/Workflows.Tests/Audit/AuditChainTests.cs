using System.Text.Json.Nodes;
using ReviewFlow.Workflows.Audit;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Audit;

public sealed class AuditChainTests
{
    [Fact]
    public void Verify_UntouchedChain_Holds() => AuditChain.Verify(Chain(), Chain()[^1].Hash).ShouldBeNull();

    [Fact]
    public void Verify_MembersInAnotherOrder_Holds()
    {
        var chain = Chain();
        chain[1] = chain[1] with { Header = new JsonObject { ["what"] = "saved 2", ["who"] = "nadia" } };
        AuditChain.Verify(chain).ShouldBeNull();
    }

    [Fact]
    public void Verify_PayloadErased_Holds()
    {
        var chain = Chain();
        chain[2] = chain[2] with { Payload = null };
        AuditChain.Verify(chain).ShouldBeNull();
    }

    public static TheoryData<int> Numbers() => [1, 2, 3, 4, 5];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Verify_EntryAltered_NamesIt(int number)
    {
        Broken(number, e => e with { Header = new JsonObject { ["who"] = "sian", ["what"] = "saved" } }).ShouldBe(number);
        Broken(number, e => e with { Payload = JsonValue.Create("other") }).ShouldBe(number);
        Broken(number, e => e with { Payload = null, PayloadHash = new string('1', 64) }).ShouldBe(number);
        Broken(number, e => e with { Hash = new string('1', 64) }).ShouldBe(number);
        Broken(number, e => e with { PreviousHash = new string('1', 64) }).ShouldBe(number);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Verify_EntryRemoved_NamesThePlace(int number)
    {
        var chain = Chain();
        var head = chain[^1].Hash;
        chain.RemoveAt(number - 1);
        AuditChain.Verify(chain, head)!.Number.ShouldBe(number);
    }

    private static long? Broken(int number, Func<AuditEntry, AuditEntry> alter)
    {
        var chain = Chain();
        chain[number - 1] = alter(chain[number - 1]);
        return AuditChain.Verify(chain)?.Number;
    }

    private static List<AuditEntry> Chain()
    {
        var chain = new List<AuditEntry>();
        for (var i = 1; i <= 5; i++)
            chain.Add(AuditChain.Next(chain.Count == 0 ? AuditChain.Start : chain[^1].Hash, chain.Count, new JsonObject { ["who"] = "nadia", ["what"] = $"saved {i}" }, JsonValue.Create($"text {i}")));
        return chain;
    }
}
