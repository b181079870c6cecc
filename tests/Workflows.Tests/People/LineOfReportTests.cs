using ReviewFlow.Workflows.People;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.People;

/// <summary>Somebody is always told of work that its holder cannot see to.</summary>
public sealed class LineOfReportTests
{
    private static readonly DateOnly s_last = Fernshire.Today.AddDays(5);

    [Fact]
    public void ToTell_LineManagerThere_IsTold() =>
        Told(Fernshire.Council, "sian").ShouldBe(["marcus"]);

    [Fact]
    public void ToTell_LineManagerAwayWithCover_TellsTheCover() =>
        Told(With(Away("marcus", "tom")), "sian").ShouldBe(["tom"]);

    [Fact]
    public void ToTell_LineManagerAwayWithoutCover_GoesUp() =>
        Told(With(Away("marcus", null)), "sian").ShouldBe(["ruth"]);

    [Fact]
    public void ToTell_CoverIsTheAbsentPersonThemselves_GoesUp() =>
        Told(With(Away("marcus", "sian")), "sian").ShouldBe(["ruth"]);

    [Fact]
    public void ToTell_NobodyAbove_TellsTheAdministrators() =>
        Told(Fernshire.Council, "ruth").ShouldBe(["sam"]);

    [Fact]
    public void ToTell_OfALeaver_IsTheirLastLineManager() =>
        Told(Fernshire.Council, "callum").ShouldBe(["marcus"]);

    [Fact]
    public void PeopleOf_AManager_AreThoseOfTheirUnitsAndLineWithLeavers()
    {
        LoadRules.PeopleOf("marcus", Fernshire.Council, Fernshire.Today).Select(p => p.Id).ShouldBe(["callum", "clerk", "joel", "sian", "tom"], ignoreOrder: true);
        LoadRules.PeopleOf("joel", Fernshire.Council, Fernshire.Today).ShouldBeEmpty();
        LoadRules.HasPeople("grace", Fernshire.Council, Fernshire.Today).ShouldBeTrue();
        LoadRules.HasPeople("sam", Fernshire.Council, Fernshire.Today).ShouldBeFalse("an administrator manages nobody");
    }

    [Fact]
    public void PeopleOf_ForCover_SaysTheSameAsTheQuestionAboutOne()
    {
        foreach (var actor in Fernshire.Council.People)
        {
            var list = CoverRules.PeopleOf(actor.Id, Fernshire.Council, Fernshire.Today).Select(p => p.Id);
            var one = Fernshire.Council.People.Where(p => p.Id != actor.Id && Fernshire.Council.InPost(p.Id, Fernshire.Today) && CoverRules.MaySet(actor.Id, p.Id, Fernshire.Council, Fernshire.Today)).Select(p => p.Id);
            list.ShouldBe(one, ignoreOrder: true, actor.Id);
        }
    }

    private static IReadOnlyList<string> Told(Organisation organisation, string person) => LineOfReport.ToTell(person, organisation, "disputes", Fernshire.Today);

    private static Organisation With(params Absence[] absences) => Fernshire.Council with { Absences = absences };

    private static Absence Away(string person, string? cover) => new(person, cover, null, Fernshire.Today, s_last);
}
