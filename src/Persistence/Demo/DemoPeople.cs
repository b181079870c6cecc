using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Demo;

/// <summary>
/// The demo organisation: two authorities, their teams and everybody in them. All invented (domain, part 7); telephone
/// numbers come from the range that is reserved for drama.
/// </summary>
public static class DemoPeople
{
    /// <summary>First day of every demo membership.</summary>
    public static readonly DateOnly Since = new(2024, 4, 1);

    public static readonly IReadOnlyList<UnitRow> Units =
    [
        Unit("fernshire", "Fernshire County Council", "authority", null, "england-and-wales"),
        Unit("children", "Children’s Services", "directorate", "fernshire"),
        Unit("adults", "Adult Social Care", "directorate", "fernshire"),
        Unit("children-south", "Children’s Services South", "service", "children"),
        Unit("children-north", "Children’s Services North", "service", "children"),
        Unit("southfell", "Southfell", "locality", "children-south"),
        Unit("westholm", "Westholm", "locality", "children-south"),
        Unit("northmoor", "Northmoor", "locality", "children-north"),
        Unit("eastmere", "Eastmere", "locality", "children-north"),
        Unit("looked-after-a", "Looked After Team A", "team", "southfell"),
        Unit("northmoor-cin-1", "Northmoor CIN Team 1", "team", "northmoor"),
        Unit("northmoor-cin-2", "Northmoor CIN Team 2", "team", "northmoor"),
        Unit("eastmere-cin", "Eastmere CIN Team", "team", "eastmere"),
        Unit("fostering", "Fostering", "team", "children"),
        Unit("emergency-duty", "Emergency Duty", "team", "children"),
        Unit("iro-service", "IRO Service", "team", "children"),
        Unit("quality-improvement", "Quality & Improvement", "team", "children"),
        Unit("reablement", "Northmoor Reablement", "team", "adults"),
        Unit("long-term", "Eastmere Long Term Team", "team", "adults"),
        Unit("adult-quality", "Adult Quality Team", "team", "adults"),
        Unit("safeguarding-assurance", "Safeguarding Assurance", "team", "adults"),
        Unit("glenmarrow", "Glenmarrow Health & Social Care Partnership", "authority", null, "scotland"),
        Unit("lochbrae", "Lochbrae", "locality", "glenmarrow"),
        Unit("strathlorn", "Strathlorn", "locality", "glenmarrow"),
        Unit("carrickfell", "Carrickfell", "locality", "glenmarrow"),
        Unit("thistlebank", "Thistlebank House", "service", "lochbrae"),
        Unit("kirkfold", "Kirkfold Care Home", "service", "strathlorn"),
        Unit("rowanlea", "Rowanlea Respite", "service", "carrickfell"),
        Unit("birchgrove", "Birchgrove House", "service", "strathlorn"),
        Unit("lochside", "Lochside Court", "service", "lochbrae"),
    ];

    /// <summary>Everybody: id, name, job title, unit, line manager, roles with the unit they are held over.</summary>
    internal static readonly IReadOnlyList<DemoPerson> Everybody =
    [
        new("nadia-petrov-lane", "Nadia Petrov-Lane", "Independent Reviewing Officer", "iro-service", "grace-halloran", (Roles.Iro, "children")),
        new("dev-chandra", "Dev Chandra", "Independent Reviewing Officer", "iro-service", "grace-halloran", (Roles.Iro, "children")),
        new("grace-halloran", "Grace Halloran", "IRO Manager", "iro-service", "ruth-adeyemi", (Roles.IroManager, "children")) { Phone = "01632 960 114" },
        new("joel-anand", "Joel Anand", "Social Worker", "looked-after-a", "sian-corley", (Roles.SocialWorker, "looked-after-a")),
        new("sian-corley", "Sian Corley", "Team Manager", "looked-after-a", "marcus-hale", (Roles.TeamManager, "looked-after-a")),
        new("tom-reyes", "Tom Reyes", "Team Manager", "northmoor-cin-1", "lorna-keane", (Roles.TeamManager, "northmoor-cin-1")),
        new("marcus-hale", "Marcus Hale", "Service Manager", "children-south", "ruth-adeyemi", (Roles.ServiceManager, "children-south")),
        new("ruth-adeyemi", "Ruth Adeyemi", "Service Director", "children", "paul-winstone", (Roles.ServiceDirector, "children")),
        new("paul-winstone", "Paul Winstone", "Corporate Director", "fernshire", null, (Roles.CorporateDirector, "fernshire")),
        new("lorna-keane", "Lorna Keane", "Service Manager", "children-north", "ruth-adeyemi", (Roles.ServiceManager, "children-north")),
        new("idris-vaughan", "Idris Vaughan", "Service Manager", "fostering", "ruth-adeyemi"),
        new("beth-lowry", "Beth Lowry", "Team Coordinator", "northmoor-cin-2", "liam-foss", (Roles.TeamCoordinator, "northmoor-cin-2")),
        new("ana-duarte", "Ana Duarte", "Practice Supervisor", "northmoor-cin-2", "liam-foss"),
        new("liam-foss", "Liam Foss", "Team Manager", "northmoor-cin-2", "lorna-keane", (Roles.TeamManager, "northmoor-cin-2")),
        new("jo-brand-hill", "Jo Brand-Hill", "Social Worker", "northmoor-cin-2", "liam-foss", (Roles.SocialWorker, "northmoor-cin-2")),
        new("aled-neary", "Aled Neary", "Social Worker", "northmoor-cin-2", "liam-foss", (Roles.SocialWorker, "northmoor-cin-2")),
        new("fran-osei", "Fran Osei", "Head of Service", "children-north", "ruth-adeyemi"),
        new("kit-mercer", "Kit Mercer", "Performance Officer", "quality-improvement", "fran-osei", (Roles.Designer, "fernshire")),
        new("asha-bell", "Asha Bell", "Quality and Improvement Officer", "quality-improvement", "fran-osei"),
        new("ron-tully", "Ron Tully", "Quality and Improvement Officer", "quality-improvement", "fran-osei"),
        new("priya-raman", "Priya Raman", "Reablement Lead", "reablement", "dawn-okafor", (Roles.Reviewer, "reablement")),
        new("dawn-okafor", "Dawn Okafor", "Operational Service Manager", "reablement", "harriet-boyle", (Roles.OperationalServiceManager, "reablement")),
        new("harriet-boyle", "Harriet Boyle", "Lead Group Manager", "adults", "paul-winstone", (Roles.LeadGroupManager, "adults")),
        new("owen-tasker", "Owen Tasker", "Quality Officer", "adult-quality", "stuart-ingram", (Roles.QualityOfficer, "adults")),
        new("mel-quayle", "Mel Quayle", "Quality Officer", "adult-quality", "stuart-ingram", (Roles.QualityOfficer, "adults")),
        new("stuart-ingram", "Stuart Ingram", "Group Manager, Quality and Compliance", "adult-quality", "paul-winstone", (Roles.GroupManagerQuality, "adults")),
        new("yasmin-delacroix", "Yasmin Delacroix", "Group Manager, Safeguarding Quality Assurance", "safeguarding-assurance", "paul-winstone", (Roles.GroupManagerSafeguarding, "adults")),
        new("callum-wirth", "Callum Wirth", "Care Coordinator", "reablement", "dawn-okafor") { LeftOn = new DateOnly(2026, 3, 31) },
        new("sam-okoro", "Sam Okoro", "Process Administrator", "quality-improvement", "fran-osei", (Roles.Administrator, "fernshire"), (Roles.Designer, "fernshire")) { Phone = "01632 960 120" },
        new("vera-holt", "Vera Holt", "Information Governance Lead", "fernshire", "paul-winstone", (Roles.InformationGovernance, "fernshire")),
        new("moira-sandilands", "Moira Sandilands", "Partnership Lead", "glenmarrow", null, (Roles.PartnershipLead, "glenmarrow")) { Phone = "01632 960 171" },
        new("euan-pirie", "Euan Pirie", "Tactical Lead, Nursing", "glenmarrow", "moira-sandilands", (Roles.TacticalLead, "glenmarrow")),
        new("catriona-laing", "Catriona Laing", "Tactical Lead, Social Work", "glenmarrow", "moira-sandilands", (Roles.TacticalLead, "glenmarrow")),
        new("isla-main", "Isla Main", "Chair of the Care Home Oversight Group", "glenmarrow", null, (Roles.Chog, "glenmarrow")),
        new("rory-tait", "Rory Tait", "Commissioning Officer", "glenmarrow", "moira-sandilands", (Roles.Commissioning, "glenmarrow")),
        new("gregor-hume", "Gregor Hume", "Care Home Manager", "thistlebank", null, (Roles.HomeManager, "thistlebank")),
        new("alba-strachan", "Alba Strachan", "Director", "thistlebank", null, (Roles.HomeOwner, "thistlebank"), (Roles.HomeOwner, "lochside")),
        new("fergus-baird", "Fergus Baird", "Care Home Manager", "kirkfold", null, (Roles.HomeManager, "kirkfold")),
        new("senga-moyes", "Senga Moyes", "Owner", "kirkfold", null, (Roles.HomeOwner, "kirkfold"), (Roles.HomeOwner, "birchgrove")),
        new("una-kerr", "Una Kerr", "Respite Manager", "rowanlea", null, (Roles.HomeManager, "rowanlea")),
        new("morven-duff", "Morven Duff", "Care Home Manager", "birchgrove", null, (Roles.HomeManager, "birchgrove")),
        new("rhona-gilmour", "Rhona Gilmour", "Care Home Manager", "lochside", null, (Roles.HomeManager, "lochside")),
    ];

    /// <summary>
    /// People from outside, each with an account for one home alone: its deputy manager, one of its owners, and the
    /// inspector who comes to it.
    /// </summary>
    internal static readonly IReadOnlyList<DemoOutsider> FromOutside =
    [
        new("ishbel-tervit", "Ishbel Tervit", "Deputy manager, Thistlebank House", Roles.HomeManager, "thistlebank-house", "ishbel@thistlebank.example"),
        new("struan-petrie", "Struan Petrie", "Owner, Thistlebank House", Roles.HomeOwner, "thistlebank-house", "struan@thistlebank.example"),
        new("hamish-orr", "Hamish Orr", "Inspector, Care Inspectorate", Roles.CareInspectorate, "thistlebank-house", "hamish.orr@inspectorate.example"),
    ];

    /// <summary>The children of the dispute cases. Robin and Wren are siblings; Skye is restricted.</summary>
    public static readonly IReadOnlyList<SubjectRow> Children =
    [
        Child("robin", "900401", "Robin Fairweather-Test", new DateOnly(2013, 2, 3), "Boy", "nadia-petrov-lane", new DateOnly(2026, 7, 6)),
        Child("wren", "900402", "Wren Fairweather-Test", new DateOnly(2016, 9, 21), "Girl", "nadia-petrov-lane", new DateOnly(2026, 7, 6)),
        Child("skye", "900403", "Skye Marlow-Test", new DateOnly(2010, 11, 9), "Girl", "dev-chandra", new DateOnly(2026, 8, 12), restricted: true),
        Child("linnet", "900404", "Linnet Ashdown-Test", new DateOnly(2014, 5, 17), "Girl", "dev-chandra", new DateOnly(2026, 9, 1)),
        Child("corey", "900405", "Corey Millbrook-Test", new DateOnly(2012, 1, 30), "Boy", "nadia-petrov-lane", new DateOnly(2026, 7, 21)),
    ];

    /// <summary>The adults and services of the reviews.</summary>
    public static readonly IReadOnlyList<SubjectRow> AdultsAndServices =
    [
        Adult("edith", "A-100231", "Edith Larkspur-Demo", new DateOnly(1941, 5, 12), "Woman", "reablement"),
        Adult("norman", "A-100387", "Norman Quill-Demo", new DateOnly(1938, 10, 2), "Man", "reablement"),
        Service("larch-house", "S-0142", "Larch House (short stay)", "reablement"),
        Service("eastmere-day", "S-0155", "Eastmere day opportunities", "long-term"),
        Service("thistlebank-house", "CS-200411", "Thistlebank House", "thistlebank"),
        Service("kirkfold-home", "CS-200427", "Kirkfold Care Home", "kirkfold"),
        Service("rowanlea-respite", "CS-200433", "Rowanlea Respite", "rowanlea"),
        Service("birchgrove-house", "CS-200446", "Birchgrove House", "birchgrove"),
        Service("lochside-court", "CS-200459", "Lochside Court", "lochside"),
    ];

    /// <summary>Who may know of the restricted child.</summary>
    public static readonly IReadOnlyList<string> KnowSkye = ["dev-chandra", "nadia-petrov-lane", "grace-halloran", "joel-anand", "sian-corley", "ruth-adeyemi"];

    public static readonly IReadOnlyList<ContactRow> Contacts =
    [
        new() { Id = "about-case", Kind = "About this case", Label = "Grace Halloran, IRO Manager", Phone = "01632 960 114", Area = "disputes", Position = 1 },
        new() { Id = "about-review", Kind = "About this case", Label = "Owen Tasker and Mel Quayle, quality team", Phone = "01632 960 131", Area = "management-reviews", Position = 1 },
        new() { Id = "about-plan", Kind = "About this case", Label = "Euan Pirie and Catriona Laing, Care Home Tactical Team", Phone = "01632 960 142", Area = "plans", Position = 1 },
        new() { Id = "about-reviewflow", Kind = "About how ReviewFlow works", Label = "Sam Okoro, process administrator", Phone = "01632 960 120", Position = 2 },
        new() { Id = "immediate", Kind = "When it cannot wait", Label = "Emergency Duty Team, day and night", Phone = "01632 960 199", Position = 3 },
    ];

    private static UnitRow Unit(string id, string name, string kind, string? parent, string? calendar = null) =>
        new() { Id = id, Name = name, Kind = kind, ParentId = parent, CalendarId = calendar };

    private static SubjectRow Adult(string id, string externalId, string name, DateOnly born, string gender, string team) =>
        new() { Id = id, Kind = SubjectKind.Adult, ExternalId = externalId, Name = name, BornOn = born, Gender = gender, TeamId = team, Demo = true };

    // A service has no birthday; its column cannot be empty.
    private static SubjectRow Service(string id, string externalId, string name, string team) =>
        new() { Id = id, Kind = SubjectKind.Service, ExternalId = externalId, Name = name, TeamId = team, Demo = true };

    private static SubjectRow Child(string id, string externalId, string name, DateOnly born, string gender, string iro, DateOnly review, bool restricted = false) => new()
    {
        Id = id,
        ExternalId = externalId,
        Name = name,
        BornOn = born,
        Gender = gender,
        Ethnicity = "White British",
        LegalStatus = "Looked after, full care order",
        Placement = "Foster care, Southfell",
        Language = "English",
        NextReviewOn = review,
        TeamId = "looked-after-a",
        SocialWorkerId = "joel-anand",
        IroId = iro,
        Restricted = restricted,
        Demo = true,
    };
}

/// <summary>One invented colleague.</summary>
internal sealed record DemoPerson(string Id, string Name, string JobTitle, string UnitId, string? LineManagerId, params (string Role, string UnitId)[] Roles)
{
    public string? Phone { get; init; }

    public DateOnly? LeftOn { get; init; }
}

/// <summary>Somebody invented from outside.</summary>
internal sealed record DemoOutsider(string Id, string Name, string JobTitle, string Role, string ServiceId, string Email);
