using ReviewFlow.Workflows.Versions;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Versions;

/// <summary>What may be the name of somebody who lives there is pointed out before a version leaves the house.</summary>
public sealed class NameCheckTests
{
    [Theory]
    [InlineData("Mrs Larkspur fell twice", "Mrs Larkspur")]
    [InlineData("The fall of Mr. Quill", "Mr. Quill")]
    [InlineData("Seen with resident AB", "resident AB")]
    [InlineData("Resident A was not weighed", "Resident A")]
    [InlineData("The window of room 12", "room 12")]
    [InlineData("Edith Larkspur-Demo has a new plan", "Edith Larkspur-Demo")]
    public void Look_WhatMayNameAResident_IsFoundWithItsPlace(string text, string found)
    {
        var place = Look(text).ShouldHaveSingleItem();
        (place.Where, place.Found).ShouldBe(("2.1 Progress Comments", found));
    }

    [Theory]
    [InlineData("Mr Hume trains the staff")]
    [InlineData("All residents were asked; the dining room is painted")]
    [InlineData("Every member of staff has done the module")]
    [InlineData("")]
    public void Look_ColleaguesAndPlainText_AreNoNames(string text) => Look(text).ShouldBeEmpty();

    [Fact]
    public void Look_TheSameNameTwiceInOneCell_IsSaidOnce() => Look("Mrs Larkspur, and Mrs Larkspur again").ShouldHaveSingleItem();

    [Fact]
    public void Look_ANameOutsideTheTables_IsFoundUnderItsSection() => NameCheck.Look(
        Version("", context: "Mrs Larkspur complained"), [], []).ShouldHaveSingleItem().Where.ShouldBe("Theme 2: Context");

    private static IReadOnlyList<NameFound> Look(string text) => NameCheck.Look(Version(text), ["Edith Larkspur-Demo", "Robin"], ["Gregor Hume", "Nadia Petrova"]);

    private static FrozenVersion Version(string progress, string context = "") => new()
    {
        Number = 1,
        Title = "Plan",
        Reference = "PIP-2026-0001",
        Subject = "Thistlebank House",
        DateOfPlan = new DateOnly(2026, 5, 20),
        CompletedBy = "Gregor Hume",
        FormId = "pip",
        FormVersion = 1,
        Sections =
        [
            new("theme2", "Theme 2", 1, [new("context", "Context", context, context)],
                [new("actions", "Actions", "action", [("progress", "Progress Comments")], [new("r1", "2.1", "Open", [new("progress", "Progress Comments", progress, progress)])])]),
        ],
    };
}
