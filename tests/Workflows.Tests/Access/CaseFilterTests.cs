using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Access;

/// <summary>Lists and counts must show exactly what can be opened.</summary>
public sealed class CaseFilterTests
{
    private static readonly DateOnly Today = new(2026, 3, 30);
    private static readonly string[] AllRoles =
    [
        Roles.Iro, Roles.IroManager, Roles.HeadOfIroService, Roles.SocialWorker, Roles.TeamManager, Roles.ServiceManager,
        Roles.ServiceDirector, Roles.CorporateDirector, Roles.Administrator, Roles.Designer,
    ];

    private static readonly string?[] Areas = [null, null, "disputes", "improvement-plans"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Matches_GeneratedOrganisations_AgreesWithDecide(int seed)
    {
        var seen = 0;
        var pairs = 0;
        for (var round = 0; round < 60; round++)
        {
            var random = new Random((seed * 1000) + round);
            var organisation = Generate(random);
            var cases = Enumerable.Range(0, 12).Select(_ => GenerateCase(random)).ToList();
            foreach (var actor in organisation.People.SelectMany(p => new[] { new Actor(p.Id), new Actor(p.Id, Pick(random, 10)) }))
            {
                var filter = ReviewFlow.Workflows.Access.Access.VisibleTo(organisation, actor, Today);
                foreach (var facts in cases)
                {
                    var decided = ReviewFlow.Workflows.Access.Access.Decide(organisation, actor, CaseAction.See, facts, null, Today).Allowed;
                    filter.Matches(facts, Today).ShouldBe(decided, $"round {round}, {actor}, {facts}");
                    seen += decided ? 1 : 0;
                    pairs++;
                }
            }
        }

        seen.ShouldBeInRange(pairs / 20, pairs * 19 / 20);
    }

    private static Organisation Generate(Random random) => new()
    {
        Name = "Somewhere",
        CalendarId = "england-and-wales",
        People = [.. Enumerable.Range(0, 10).Select(i => new StaffMember($"p{i}", $"Person {i}", "Worker", null, random.Next(8) == 0 ? Today.AddDays(random.Next(-2, 2)) : null))],
        Units = [.. Enumerable.Range(0, 7).Select(i => new Unit($"u{i}", $"Unit {i}", "team", i == 0 ? null : $"u{random.Next(i)}"))],
        Memberships = [.. Enumerable.Range(0, 10).Select(i => new Membership($"p{i}", $"u{random.Next(7)}", null, From(random), To(random)))],
        Roles = [.. Enumerable.Range(0, 8).Select(_ => new RoleGrant(Pick(random, 10), AllRoles[random.Next(AllRoles.Length)], $"u{random.Next(7)}", From(random), To(random)))],
        Absences = [.. Enumerable.Range(0, 5).Select(_ => new Absence(Pick(random, 10), random.Next(4) == 0 ? null : Pick(random, 10), Areas[random.Next(4)], From(random), To(random) ?? Today))],
    };

    private static CaseFacts GenerateCase(Random random) => new()
    {
        CaseId = "case",
        ProcessArea = random.Next(3) == 0 ? "improvement-plans" : "disputes",
        Subject = Fernshire.Robin with
        {
            TeamId = $"u{random.Next(7)}",
            IroId = Pick(random, 10),
            SocialWorkerId = random.Next(2) == 0 ? null : Pick(random, 10),
            Restricted = random.Next(3) == 0,
        },
        Participants = new Dictionary<string, IReadOnlyList<string>> { [AllRoles[random.Next(AllRoles.Length)]] = [Pick(random, 10)] },
        TaskHolders = Fernshire.Set(Pick(random, 10)),
        Grants = new Dictionary<string, DateOnly?> { [Pick(random, 10)] = random.Next(2) == 0 ? null : Today.AddDays(random.Next(-1, 2)) },
        QueueTeams = random.Next(3) == 0 ? Fernshire.Set($"u{random.Next(7)}") : Fernshire.Set(),
        Technical = random.Next(10) == 0,
        Closed = random.Next(4) == 0,
    };

    private static string Pick(Random random, int count) => $"p{random.Next(count)}";

    private static DateOnly From(Random random) => Today.AddDays(random.Next(-4, 2));

    private static DateOnly? To(Random random) => random.Next(2) == 0 ? null : Today.AddDays(random.Next(-1, 3));
}
