using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Tests;

/// <summary>A small authority: two teams under one service, the IRO service beside it.</summary>
internal static class Fernshire
{
    public static readonly DateOnly Today = new(2026, 3, 30);
    private static readonly DateOnly Long = new(2020, 1, 1);

    public static Organisation Council { get; } = new()
    {
        Name = "Fernshire County Council",
        CalendarId = "england-and-wales",
        People =
        [
            Person("nadia", "Nadia Petrov-Lane", "Independent Reviewing Officer"),
            Person("dev", "Dev Chandra", "Independent Reviewing Officer"),
            Person("grace", "Grace Halloran", "IRO Manager"),
            Person("vera", "Vera Holt", "Head of the IRO service"),
            Person("joel", "Joel Anand", "Social Worker"),
            Person("sian", "Sian Corley", "Team Manager"),
            Person("tom", "Tom Reyes", "Team Manager"),
            Person("marcus", "Marcus Hale", "Service Manager"),
            Person("ruth", "Ruth Adeyemi", "Service Director"),
            Person("paul", "Paul Winstone", "Corporate Director"),
            Person("sam", "Sam Okoro", "Administrator"),
            Person("asha", "Asha Bell", "Process designer"),
            Person("callum", "Callum Wirth", "Team Manager") with { LeftOn = new DateOnly(2026, 3, 29) },
            Person("clerk", "Mel Quayle", "Clerk"),
        ],
        Units =
        [
            new("authority", "Fernshire", "authority", null),
            new("children", "Children", "service", "authority"),
            new("lac-a", "Looked After Team A", "team", "children"),
            new("cin-1", "Northmoor CIN Team 1", "team", "children"),
            new("iro-service", "IRO Service", "team", "authority"),
        ],
        Memberships =
        [
            Works("nadia", "iro-service", "grace"), Works("dev", "iro-service", "grace"), Works("grace", "iro-service", "vera"),
            Works("vera", "iro-service", "ruth"), Works("joel", "lac-a", "sian"), Works("sian", "lac-a", "marcus"),
            Works("tom", "cin-1", "marcus"), Works("marcus", "children", "ruth"), Works("callum", "lac-a", "marcus"), Works("clerk", "cin-1", "tom"),
        ],
        Roles =
        [
            Has("nadia", Roles.Iro, "iro-service"), Has("dev", Roles.Iro, "iro-service"), Has("grace", Roles.IroManager, "iro-service"),
            Has("vera", Roles.HeadOfIroService, "iro-service"), Has("joel", Roles.SocialWorker, "lac-a"), Has("sian", Roles.TeamManager, "lac-a"),
            Has("tom", Roles.TeamManager, "cin-1"), Has("marcus", Roles.ServiceManager, "children"), Has("ruth", Roles.ServiceDirector, "children"),
            Has("paul", Roles.CorporateDirector, "authority"), Has("sam", Roles.Administrator, "authority"), Has("asha", Roles.Designer, "authority"),
            Has("callum", Roles.TeamManager, "lac-a") with { From = new DateOnly(2019, 1, 1) },
        ],
        Absences = [],
    };

    public static Subject Robin { get; } = new()
    {
        Id = "robin",
        ExternalId = "900401",
        Name = "Robin Fairweather-Test",
        BornOn = new DateOnly(2014, 5, 6),
        TeamId = "lac-a",
        SocialWorkerId = "joel",
        IroId = "nadia",
    };

    public static CaseRoles RolesOf(Subject subject) => new() { Subject = subject };

    public static CaseFacts Case(Subject? subject = null) => new()
    {
        CaseId = "case",
        ProcessArea = "disputes",
        Subject = subject ?? Robin,
        Participants = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal),
    };

    public static Organisation Away(string who, string? cover, int from = 0, int to = 10, string? area = null) => Council with
    {
        Absences = [new Absence(who, cover, area, Today.AddDays(from), Today.AddDays(to))],
    };

    public static Organisation Without(string personId) => Council with
    {
        Roles = [.. Council.Roles.Where(r => r.PersonId != personId)],
    };

    public static IReadOnlySet<string> Set(params string[] items) => new HashSet<string>(items, StringComparer.Ordinal);

    private static StaffMember Person(string id, string name, string title) => new(id, name, title, null, null);

    private static Membership Works(string id, string unit, string manager) => new(id, unit, manager, Long, null);

    private static RoleGrant Has(string id, string role, string unit) => new(id, role, unit, Long, null);
}
