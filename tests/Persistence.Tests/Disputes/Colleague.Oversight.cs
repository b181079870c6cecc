using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Persistence.Tests.Disputes;

/// <summary>What is done beside the steps, in its own words.</summary>
public sealed partial class Colleague
{
    public Attempt AsksForAccess(Colleague forWhom, DateOnly until, string reason = "Stage 1 is theirs to answer.") =>
        Applies((key, actor) => new AskForAccess(key, actor, story.CaseId, forWhom.Id, until, reason));

    public Attempt DecidesAccess(AccessRequestRow asked, bool approved, string? reason = null, DateOnly? until = null) =>
        Applies((key, actor) => new DecideAccess(key, actor, asked.Id, approved, until, reason));
}
