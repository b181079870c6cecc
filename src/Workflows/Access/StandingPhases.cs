using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Access;

/// <summary>What somebody may fill at any time by being who they are to a case, without work in hand (ruling 32).</summary>
public static class StandingPhases
{
    /// <summary>Whether a word of <c>openAt</c> is of this sort.</summary>
    public static bool Is(string phase) => phase.StartsWith("standing.", StringComparison.Ordinal);

    /// <summary>Words that a form's fields name in <c>openAt</c>; none in an area without such, in a closed case or for a stranger.</summary>
    public static IReadOnlySet<string> Of(Organisation organisation, Actor actor, CaseFacts facts, DateOnly today)
    {
        if (facts.Closed || AreaRoles.Of(facts.ProcessArea) is not { Standing.Count: > 0 } area)
            return new HashSet<string>(StringComparer.Ordinal);
        return Relations.Names(organisation, actor, facts, today)
            .SelectMany(name => Relations.Of(organisation, name, facts, today))
            .SelectMany(s => Words(area, s.Relation, facts))
            .ToHashSet(StringComparer.Ordinal);
    }

    // Until a responsible lead is agreed at a meeting, the home itself looks after its plan.
    private static IEnumerable<string> Words(AreaRoles area, Relation relation, CaseFacts facts)
    {
        var words = area.Standing.GetValueOrDefault(relation) ?? [];
        return relation is Relation.HomeManager && facts.Participants.GetValueOrDefault(Roles.Completer) is not { Count: > 0 }
            ? words.Concat(area.Standing.GetValueOrDefault(Relation.Completer) ?? [])
            : words;
    }
}
