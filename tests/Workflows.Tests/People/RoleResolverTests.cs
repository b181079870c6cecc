using ReviewFlow.Workflows.People;
using Shouldly;
using Xunit;
using static ReviewFlow.Workflows.Tests.Fernshire;

namespace ReviewFlow.Workflows.Tests.People;

public sealed class RoleResolverTests
{
    [Theory]
    [InlineData("iro", "nadia")]
    [InlineData("socialWorker", "joel")]
    [InlineData("stageManager(1)", "sian")]
    [InlineData("stageManager(2)", "marcus")]
    [InlineData("stageManager(3)", "ruth")]
    [InlineData("stageManager(4)", "paul")]
    [InlineData("nextLevelManager(1)", "marcus")]
    [InlineData("nextLevelManager(3)", "paul")]
    [InlineData("nextLevelManager(4)", "grace")]
    [InlineData("iroManager", "grace")]
    [InlineData("headOfIroService", "vera")]
    [InlineData("administrators", "sam")]
    [InlineData("user:tom", "tom")]
    public void Resolve_EveryExpression_FindsThePost(string expression, string person) =>
        Resolve(expression, Council).PersonId.ShouldBe(person);

    [Fact]
    public void Resolve_FilledPost_SaysTheRuleInWords() =>
        Resolve("stageManager(1)", Council).Rule.ShouldBe("Team Manager of Looked After Team A");

    [Fact]
    public void Resolve_Team_GoesToItsQueue()
    {
        var assignment = Resolve("team:lac-a", Council);
        assignment.TeamId.ShouldBe("lac-a");
        assignment.PersonId.ShouldBeNull();
    }

    [Fact]
    public void Resolve_VacantPost_GoesOneLevelUpAndReportsIt()
    {
        var assignment = Resolve("stageManager(2)", Without("marcus"));
        assignment.PersonId.ShouldBe("ruth");
        assignment.Rule.ShouldBe("Service Director of Children, because no Service Manager for Looked After Team A is in post");
        assignment.Vacancies.ShouldHaveSingleItem().Words.ShouldBe("No Service Manager for Looked After Team A is in post");
    }

    [Fact]
    public void Resolve_Leaver_NeverGetsWork()
    {
        Resolve("stageManager(1)", Council, Today.AddDays(-1)).PersonId.ShouldBe("callum");
        Resolve("stageManager(1)", Council).PersonId.ShouldBe("sian");
        var named = Resolve("user:callum", Council);
        named.PersonId.ShouldBe("marcus");
        named.Vacancies.ShouldNotBeEmpty();
    }

    [Fact]
    public void Resolve_AwayWithCover_CoverActsForThem()
    {
        var assignment = Resolve("stageManager(1)", Fernshire.Away("sian", "tom"));
        assignment.PersonId.ShouldBe("tom");
        assignment.ActingFor.ShouldBe("sian");
        assignment.Rule.ShouldEndWith("Tom Reyes acting for Sian Corley");
    }

    [Theory]
    [InlineData(-1, 0, "tom")]
    [InlineData(0, 0, "tom")]
    [InlineData(1, 5, "sian")]
    [InlineData(-5, -1, "sian")]
    public void Resolve_CoverDates_CountInclusively(int from, int to, string person) =>
        Resolve("stageManager(1)", Fernshire.Away("sian", "tom", from, to)).PersonId.ShouldBe(person);

    [Theory]
    [InlineData("disputes", "tom")]
    [InlineData("improvement-plans", "sian")]
    public void Resolve_CoverForOneArea_CountsThereOnly(string area, string person) =>
        Resolve("stageManager(1)", Fernshire.Away("sian", "tom", area: area)).PersonId.ShouldBe(person);

    [Fact]
    public void Resolve_AwayWithoutCover_StaysAndSaysSo()
    {
        var assignment = Resolve("stageManager(1)", Fernshire.Away("sian", null));
        assignment.PersonId.ShouldBe("sian");
        assignment.AwayWithoutCover.ShouldBeTrue();
    }

    [Fact]
    public void Resolve_CoverAwayToo_PassesItOnAndARingEndsWithThePerson()
    {
        var chain = Council with { Absences = [Line("sian", "tom"), Line("tom", "marcus")] };
        Resolve("stageManager(1)", chain).ShouldSatisfyAllConditions(a => a.PersonId.ShouldBe("marcus"), a => a.ActingFor.ShouldBe("sian"));
        var ring = Council with { Absences = [Line("sian", "tom"), Line("tom", "sian")] };
        Resolve("stageManager(1)", ring).ShouldSatisfyAllConditions(a => a.PersonId.ShouldBe("sian"), a => a.AwayWithoutCover.ShouldBeTrue());
    }

    [Fact]
    public void Resolve_ManagerIsExcluded_GoesToTheNextLevel()
    {
        var roles = RolesOf(Robin) with { Excluded = Set("grace") };
        RoleResolver.Resolve("iroManager", roles, Council, Today, "disputes").PersonId.ShouldBe("vera");
    }

    [Fact]
    public void Resolve_CoverIsExcluded_NeverActs()
    {
        var roles = RolesOf(Robin) with { Excluded = Set("nadia") };
        var assignment = RoleResolver.Resolve("iroManager", roles, Fernshire.Away("grace", "nadia"), Today, "disputes");
        assignment.PersonId.ShouldBe("grace");
        assignment.AwayWithoutCover.ShouldBeTrue();
    }

    [Theory]
    [InlineData("stageManager(5)")]
    [InlineData("teamManager(1)")]
    [InlineData("user:")]
    [InlineData("nobodyKnows")]
    [InlineData("")]
    public void Resolve_NotAnExpression_IsUnassignedAndReported(string expression)
    {
        var assignment = Resolve(expression, Council);
        assignment.Unassigned.ShouldBeTrue();
        assignment.Vacancies.ShouldNotBeEmpty();
    }

    [Fact]
    public void Resolve_NobodyAtAll_IsUnassigned() =>
        Resolve("stageManager(3)", Council with { Roles = [] }).Unassigned.ShouldBeTrue();

    [Fact]
    public void For_AwayWithCover_AsksWhetherToSendThere()
    {
        var until = Council with { Absences = [new Absence("sian", "tom", null, Today, new DateOnly(2026, 4, 13))] };
        AwayNotice.For("sian", until, Today, "disputes")!.Sentence.ShouldBe("Sian is away to 13 Apr; Tom Reyes covers. Send to Tom?");
        AwayNotice.For("sian", until, new DateOnly(2026, 4, 14), "disputes").ShouldBeNull();
    }

    private static Absence Line(string who, string cover) => new(who, cover, null, Today, Today);

    private static Assignment Resolve(string expression, Organisation organisation, DateOnly? today = null) =>
        RoleResolver.Resolve(expression, RolesOf(Robin), organisation, today ?? Today, "disputes");
}
