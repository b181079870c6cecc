using ReviewFlow.Workflows.Forms;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Forms;

public sealed class ValueListBookTests
{
    [Fact]
    public void EveryShippedCategory_StandsForAShippedTheme()
    {
        var themes = ValueLists.Find(ValueLists.Themes)!.Entries.Select(e => e.Value).ToHashSet(StringComparer.Ordinal);
        ValueLists.Find(ValueLists.QapCategories)!.Entries.ShouldAllBe(e => e.Theme != null && themes.Contains(e.Theme));
    }

    [Fact]
    public void Book_WithChangedAndAddedValues_KeepsTheOrderAndForgetsNothing()
    {
        var shipped = ValueLists.Find(ValueLists.Themes)!.Entries;
        var book = new ValueListBook([(ValueLists.Themes, new ValueListEntry("falls", "Falls at home") { Retired = true }), (ValueLists.Themes, new ValueListEntry("keys", "Keys")), ("unknown", new ValueListEntry("x", "X"))]);
        book.Find(ValueLists.Themes)!.Entries.Select(e => e.Value).ShouldBe([.. shipped.Select(e => e.Value), "keys"]);
        book.Words(ValueLists.Themes, "falls").ShouldBe("Falls at home");
        book.Find("unknown").ShouldBeNull();
    }

    [Theory]
    [InlineData("Oxygen at home", "oxygenAtHome")]
    [InlineData("  24-hour care!", "24HourCare")]
    [InlineData("Überblick", "berblick")]
    [InlineData("***", "value")]
    [InlineData("Falls", "falls2")]
    public void NewValue_OfALabel_IsPlainAndNew(string label, string value) => ValueListRules.NewValue(ValueLists.Find(ValueLists.Themes)!, label).ShouldBe(value);

    [Fact]
    public void TheLastValueInUse_CannotBeRetired()
    {
        var list = new ValueList("one", "One", "", [new ValueListEntry("a", "A"), new ValueListEntry("b", "B") { Retired = true }]);
        ValueListRules.RetireProblem(list, list.Entries[0]).ShouldBe("The last value that can be chosen has to stay");
    }
}
