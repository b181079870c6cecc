namespace ReviewFlow.Workflows.People;

/// <summary>Roles, their titles, and who stands in for an empty post: the next one up.</summary>
public static class Roles
{
    public const string Iro = "iro";
    public const string IroManager = "iroManager";
    public const string HeadOfIroService = "headOfIroService";
    public const string SocialWorker = "socialWorker";
    public const string TeamManager = "teamManager";
    public const string ServiceManager = "serviceManager";
    public const string ServiceDirector = "serviceDirector";
    public const string CorporateDirector = "corporateDirector";
    public const string ChiefExecutive = "chiefExecutive";
    /// <summary>May begin an internal management review; on a case: whoever conducts it.</summary>
    public const string Reviewer = "reviewer";
    public const string OperationalServiceManager = "operationalServiceManager";
    public const string LeadGroupManager = "leadGroupManager";
    public const string QualityOfficer = "qualityOfficer";
    public const string GroupManagerQuality = "groupManagerQuality";
    public const string GroupManagerSafeguarding = "groupManagerSafeguarding";

    /// <summary>Chairs the meetings about a care home's plan and is its main contact; on a case: the one who was named.</summary>
    public const string PartnershipLead = "partnershipLead";

    /// <summary>Care home tactical lead, nursing or social work; on a case: the first who was named.</summary>
    public const string TacticalLead = "tacticalLead";

    /// <summary>On a case alone: the second tactical lead who was named.</summary>
    public const string SecondTacticalLead = "secondTacticalLead";

    /// <summary>On a case alone: who writes the plan and keeps it up to date ("completed by").</summary>
    public const string Completer = "completer";

    /// <summary>On a case alone: whoever else takes part in the meetings.</summary>
    public const string Invited = "invited";
    public const string HomeManager = "homeManager";
    public const string HomeOwner = "homeOwner";

    /// <summary>Care Home Oversight Group (CHOG); its work goes to whoever chairs it.</summary>
    public const string Chog = "chog";
    public const string Commissioning = "commissioning";
    public const string CareInspectorate = "careInspectorate";
    public const string Police = "police";
    public const string Administrator = "administrator";

    /// <summary>Sets cover for the people of a unit (ruling 5); gives no right over cases.</summary>
    public const string TeamCoordinator = "teamCoordinator";
    public const string Designer = "designer";
    public const string InformationGovernance = "informationGovernance";

    /// <summary>Managers of the stages of a dispute: stage 1 first.</summary>
    public static readonly IReadOnlyList<string> Stages = [TeamManager, ServiceManager, ServiceDirector, CorporateDirector];

    private static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal)
    {
        [Iro] = "Independent Reviewing Officer",
        [IroManager] = "IRO Manager",
        [HeadOfIroService] = "Head of the IRO service",
        [SocialWorker] = "Social Worker",
        [TeamManager] = "Team Manager",
        [ServiceManager] = "Service Manager",
        [ServiceDirector] = "Service Director",
        [CorporateDirector] = "Corporate Director",
        [ChiefExecutive] = "Chief Executive",
        [Reviewer] = "Reviewer",
        [OperationalServiceManager] = "Operational Service Manager",
        [LeadGroupManager] = "Lead Group Manager",
        [QualityOfficer] = "Quality Officer",
        [GroupManagerQuality] = "Group Manager for Quality and Compliance",
        [GroupManagerSafeguarding] = "Group Manager for Safeguarding Quality Assurance",
        [PartnershipLead] = "Partnership Lead",
        [TacticalLead] = "Care Home Tactical Lead",
        [SecondTacticalLead] = "Care Home Tactical Lead (second)",
        [Completer] = "Responsible lead for the plan",
        [Invited] = "Participant",
        [HomeManager] = "Care Home Manager",
        [HomeOwner] = "Care Home Director or Owner",
        [Chog] = "Care Home Oversight Group (CHOG)",
        [Commissioning] = "Commissioning",
        [CareInspectorate] = "Care Inspectorate",
        [Police] = "Police Scotland",
        [Administrator] = "Administrator",
        [TeamCoordinator] = "Team Coordinator",
        [Designer] = "Process designer",
        [InformationGovernance] = "Information governance",
    };

    private static readonly Dictionary<string, string> NextUp = new(StringComparer.Ordinal)
    {
        [SocialWorker] = TeamManager,
        [TeamManager] = ServiceManager,
        [ServiceManager] = ServiceDirector,
        [ServiceDirector] = CorporateDirector,
        [CorporateDirector] = ChiefExecutive,
        [ChiefExecutive] = IroManager,
        [Iro] = IroManager,
        [IroManager] = HeadOfIroService,
        [HeadOfIroService] = ServiceDirector,
        [Reviewer] = OperationalServiceManager,
        [OperationalServiceManager] = LeadGroupManager,
        [LeadGroupManager] = CorporateDirector,
        [QualityOfficer] = GroupManagerQuality,
        [GroupManagerQuality] = CorporateDirector,
        [GroupManagerSafeguarding] = CorporateDirector,
        [Completer] = HomeManager,
        [HomeManager] = HomeOwner,
        [HomeOwner] = PartnershipLead,
        [Invited] = PartnershipLead,
        [PartnershipLead] = TacticalLead,
        [SecondTacticalLead] = TacticalLead,
        [TacticalLead] = Chog,
        [Commissioning] = Chog,
        [CareInspectorate] = Chog,
        [Police] = Chog,
    };

    /// <summary>Every role of a post, as expressions name them.</summary>
    public static IEnumerable<string> Posts => Titles.Keys.Where(r => r is not (Administrator or Designer));

    /// <summary>Roles whose holders manage the people of the units over which they hold them.</summary>
    public static readonly IReadOnlySet<string> Managing = new HashSet<string>(
        [TeamManager, ServiceManager, ServiceDirector, CorporateDirector, IroManager, OperationalServiceManager, LeadGroupManager, GroupManagerQuality, GroupManagerSafeguarding],
        StringComparer.Ordinal);

    /// <summary>Title for people; the key itself for a role that is none of ours.</summary>
    public static string Title(string role) => Titles.GetValueOrDefault(role, role);

    /// <summary>Role one level up; null at the top.</summary>
    public static string? Up(string role) => NextUp.GetValueOrDefault(role);

    /// <summary>Level 1 to 4 of a stage manager's role; 0 for any other.</summary>
    public static int Level(string role)
    {
        for (var i = 0; i < Stages.Count; i++)
        {
            if (Stages[i] == role)
                return i + 1;
        }

        return 0;
    }
}

/// <summary>Which manager answers at a stage of a dispute.</summary>
public static class StageManagers
{
    /// <summary>Role of the manager of a stage, 1 to 4.</summary>
    public static string Role(int stage) => Roles.Stages[stage - 1];

    /// <summary>Role of the manager one level above a stage's; above stage 4 the chief executive.</summary>
    public static string NextLevelRole(int stage) => stage < Roles.Stages.Count ? Roles.Stages[stage] : Roles.ChiefExecutive;
}
