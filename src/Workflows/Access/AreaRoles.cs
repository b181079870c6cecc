using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Access;

/// <summary>
/// Who sees what in an area of work that has roles of its own. There, neither the child's IRO nor the managers of the
/// children's teams see anything by their posts.
/// </summary>
/// <param name="Area">The area.</param>
/// <param name="Everywhere">Roles that see every case of it.</param>
/// <param name="Below">Roles that see the cases of the units over which they are held.</param>
/// <param name="Kinds">What its cases are about.</param>
public sealed record AreaRoles(string Area, IReadOnlyDictionary<string, Relation> Everywhere, IReadOnlyDictionary<string, Relation> Below, IReadOnlySet<SubjectKind> Kinds)
{
    /// <summary>Relation by which a process of it may be started, without seeing any case by that.</summary>
    public IReadOnlyDictionary<string, Relation> Starting { get; init; } = new Dictionary<string, Relation>(StringComparer.Ordinal);

    /// <summary>What somebody is by being named on a case, by the role under which they are named.</summary>
    public IReadOnlyDictionary<string, Relation> Named { get; init; } = new Dictionary<string, Relation>(StringComparer.Ordinal);

    /// <summary>Roles that also see what the service concerned keeps for itself (an in-house plan that is not shared).</summary>
    public IReadOnlySet<string> Inside { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Words by which a form's fields know who may fill them at any time, without work in hand, by what the person is.</summary>
    public IReadOnlyDictionary<Relation, IReadOnlyList<string>> Standing { get; init; } = new Dictionary<Relation, IReadOnlyList<string>>();

    /// <summary>What somebody is to a case that they began, and by work in it alone.</summary>
    public (Relation Began, Relation Asked) ByPart { get; init; } = (Relation.Reviewer, Relation.AskedInReview);

    /// <summary>Areas with roles of their own.</summary>
    public static readonly IReadOnlyList<AreaRoles> All =
    [
        new(
            ProcessCatalog.ManagementReviews,
            new Dictionary<string, Relation>(StringComparer.Ordinal)
            {
                [Roles.QualityOfficer] = Relation.QualityOfficer,
                [Roles.GroupManagerQuality] = Relation.OversightManager,
                [Roles.GroupManagerSafeguarding] = Relation.OversightManager,
            },
            new Dictionary<string, Relation>(StringComparer.Ordinal)
            {
                [Roles.OperationalServiceManager] = Relation.OperationalServiceManager,
                [Roles.LeadGroupManager] = Relation.LeadGroupManager,
            },
            new HashSet<SubjectKind> { SubjectKind.Adult, SubjectKind.Service })
        {
            Starting = new Dictionary<string, Relation>(StringComparer.Ordinal) { [Roles.Reviewer] = Relation.TeamReviewer },
        },
        PlanRoles.OfArea,
    ];

    /// <summary>The area's roles; null for an area that goes by the roles of the dispute process.</summary>
    public static AreaRoles? Of(string area) => All.FirstOrDefault(a => a.Area == area);

    /// <summary>Ids of the areas with roles of their own.</summary>
    public static readonly IReadOnlySet<string> Ids = All.Select(a => a.Area).ToHashSet(StringComparer.Ordinal);
}
