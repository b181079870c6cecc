using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Access;

/// <summary>Who sees and does what in improvement plans of care homes (S3; domain 4a).</summary>
internal static class PlanRoles
{
    /// <summary>Fields that whoever looks after a plan fills at any time: progress, RAG, evidence (ruling 32).</summary>
    public const string Keeper = "standing.keeper";

    /// <summary>Fields of every party: whom it brings along (ruling 35).</summary>
    public const string Party = "standing.party";

    /// <summary>Fields of the partnership lead alone.</summary>
    public const string Lead = "standing.lead";

    public static readonly AreaRoles OfArea = new(
        ProcessCatalog.Plans,
        Map(),
        Map(
            (Roles.TacticalLead, Relation.TacticalLead),
            (Roles.Chog, Relation.Chog),
            (Roles.Commissioning, Relation.Commissioning),
            (Roles.HomeManager, Relation.HomeManager),
            (Roles.HomeOwner, Relation.HomeOwner)),
        new HashSet<SubjectKind> { SubjectKind.Service })
    {
        Starting = Map((Roles.PartnershipLead, Relation.LocalityLead)),
        Named = Map(
            (Roles.PartnershipLead, Relation.PartnershipLead),
            (Roles.TacticalLead, Relation.TacticalLead),
            (Roles.SecondTacticalLead, Relation.TacticalLead),
            (Roles.Completer, Relation.Completer),
            (Roles.Invited, Relation.Invited)),
        Inside = new HashSet<string>([Roles.TacticalLead, Roles.HomeManager, Roles.HomeOwner], StringComparer.Ordinal),
        ByPart = (Relation.PlanStarter, Relation.AskedInPlan),
        Standing = new Dictionary<Relation, IReadOnlyList<string>>
        {
            [Relation.PartnershipLead] = [Keeper, Party, Lead],
            [Relation.TacticalLead] = [Keeper, Party],
            [Relation.Completer] = [Keeper],
            [Relation.HomeManager] = [Party],
            [Relation.HomeOwner] = [Party],
        },
    };

    private static Dictionary<string, Relation> Map(params (string Role, Relation Relation)[] pairs) =>
        pairs.ToDictionary(p => p.Role, p => p.Relation, StringComparer.Ordinal);
}
