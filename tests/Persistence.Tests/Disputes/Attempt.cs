using System.Runtime.CompilerServices;
using ReviewFlow.Persistence.Cases;
using Shouldly;

namespace ReviewFlow.Persistence.Tests.Disputes;

/// <summary>What somebody tries to do. Awaited alone, it has to succeed; <see cref="IsRefused"/> demands the refusal.</summary>
public sealed class Attempt(Func<Task<CaseOutcome>> carryOut)
{
    public TaskAwaiter<CaseOutcome.Done> GetAwaiter() => SucceedsAsync().GetAwaiter();

    /// <summary>Demands a refusal of a kind whose message has these words; what it holds back is returned.</summary>
    public async Task<CaseOutcome.Refused> IsRefused(RefusalKind kind, string words = "")
    {
        var refused = (await carryOut()).ShouldBeOfType<CaseOutcome.Refused>();
        refused.Kind.ShouldBe(kind, refused.Message);
        Words(refused).ShouldContain(words);
        return refused;
    }

    private async Task<CaseOutcome.Done> SucceedsAsync()
    {
        var outcome = await carryOut();
        if (outcome is CaseOutcome.Refused refused) throw new ShouldAssertException($"Refused ({refused.Kind}): {Words(refused)}");
        return outcome.ShouldBeOfType<CaseOutcome.Done>();
    }

    private static string Words(CaseOutcome.Refused refused) => string.Join(
        " | ",
        [refused.Message, .. refused.Problems.Select(p => $"{p.SectionId}.{p.Path}: {p.Message}"), .. refused.Conflicts.Select(c => c.ToString())]);
}
