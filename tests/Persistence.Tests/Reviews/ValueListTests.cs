using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Actions;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Tests.Disputes;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Forms;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Reviews;

/// <summary>One vocabulary of themes for all processes, kept by administrators (domain ).</summary>
public sealed class ValueListTests : ReviewStory
{
    [Fact]
    public async Task AnAddedTheme_IsOfferedAtOnce_AndItsNameIsTheirs()
    {
        await ItIs(London(2026, 1, 12, 9));
        await Wants("add", null, "Oxygen at home");
        var themes = (await Definitions.ListsAsync()).Find(ValueLists.Themes).ShouldNotBeNull();
        themes.Entries[^1].ShouldBe(new ValueListEntry("oxygenAtHome", "Oxygen at home"));
        var form = await Definitions.FormAsync("imr", 1);
        form.Sections.Single(s => s.Id == "themes").Fields[0].Choices.ShouldContain(c => c.Value == "oxygenAtHome" && c.Label == "Oxygen at home");
        await Wants("rename", "oxygenAtHome", "Home oxygen");
        (await Definitions.ListsAsync()).Words(ValueLists.Themes, "oxygenAtHome").ShouldBe("Home oxygen");
    }

    [Fact]
    public async Task ARetiredTheme_IsNotChosenAnew_AndStaysWhereItWasChosen()
    {
        await ItIsRegistered();
        var review = (await Steps())[0].Id;
        await Priya.Saves(Reviews.ThemesAndLearning(), review);
        await Wants("retire", "recording");
        await Wants("retire", "falls");
        await Priya.Does("complete", typed: Chosen("medicationHandover", "recording"), at: "theme.open");
        (await InTheReview("themes"))["themes"]!.AsArray().Select(t => t!.ToString()).ShouldBe(["medicationHandover", "recording"]);
        await Wants("bringBack", "falls");
        (await Definitions.ListsAsync()).Find(ValueLists.Themes)!.Entries.Single(e => e.Value == "falls").Retired.ShouldBeFalse();
    }

    [Fact]
    public async Task ARetiredTheme_ChosenAnew_IsRefusedInWords()
    {
        await ItIsRegistered();
        await Wants("retire", "falls");
        await Priya.Does("complete", typed: Chosen("falls"), at: "theme.open").IsRefused(RefusalKind.Invalid, "“Falls” is not used any more");
        await Priya.Saves(Reviews.Plan((Priya, new DateOnly(2026, 3, 2))), (await Steps())[0].Id);
        var plan = Reviews.Plan((Priya, new DateOnly(2026, 3, 2)));
        plan["plan"]["actions"]![0]!["theme"] = "falls";
        await Priya.Saves(plan, (await Steps())[0].Id).IsRefused(RefusalKind.Invalid, "“Falls” is not used any more");
    }

    [Theory]
    [InlineData("add", null, "", "because", RefusalKind.Invalid, "Write what it is called")]
    [InlineData("add", null, " FALLS ", "because", RefusalKind.Invalid, "“Falls” is on the list already")]
    [InlineData("rename", "falls", "Medication", "because", RefusalKind.Invalid, "“Medication” is on the list already")]
    [InlineData("rename", "falls", "Falls at home", " ", RefusalKind.Invalid, "Write why")]
    [InlineData("delete", "falls", null, "because", RefusalKind.Invalid, "add, rename, retire, bringBack or link")]
    [InlineData("bringBack", "falls", null, "because", RefusalKind.Invalid, "is not retired")]
    [InlineData("link", "falls", null, "because", RefusalKind.Invalid, "themes themselves")]
    [InlineData("retire", "nothing", null, "because", RefusalKind.NotFound, "no such value")]
    public async Task AWish_ThatCannotBe_IsRefusedAndChangesNothing(string kind, string? value, string? label, string reason, RefusalKind refusal, string words)
    {
        await ItIs(London(2026, 1, 12, 9));
        var refused = (await Desk.ChangeAsync(new ValueListWish(ValueLists.Themes, kind, value, label, null, reason, 0), Sam.Id)).ShouldNotBeNull();
        refused.Kind.ShouldBe(refusal);
        refused.Message.ShouldContain(words);
        (await Desk.HistoryAsync(ValueLists.Themes)).ShouldBeEmpty();
    }

    [Fact]
    public async Task OnlyAnAdministrator_ChangesAList_AndEverythingIsOnRecord()
    {
        await ItIs(London(2026, 1, 12, 9));
        (await Desk.ChangeAsync(new ValueListWish(ValueLists.Themes, "add", null, "Mine", null, "because", 0), Owen.Id)).ShouldNotBeNull().Kind.ShouldBe(RefusalKind.Forbidden);
        await Wants("rename", "falls", "Falls and fractures");
        await Wants("retire", "falls");
        var history = await Desk.HistoryAsync(ValueLists.Themes);
        history.Select(c => (c.Number, c.Kind, c.Before, c.After, c.PersonId)).ShouldBe([(2, "retired", "Falls and fractures", null, Sam.Id), (1, "renamed", "Falls", "Falls and fractures", Sam.Id)]);
        await using var context = Context();
        (await context.AccessLog.AsNoTracking().CountAsync(a => a.Action == "ChangeValueList" && a.PersonId == Sam.Id)).ShouldBe(2);
    }

    [Fact]
    public async Task TwoAdministrators_AtOnce_DoNotOverwriteEachOther()
    {
        await ItIs(London(2026, 1, 12, 9));
        var both = await Task.WhenAll(
            Desk.ChangeAsync(new ValueListWish(ValueLists.Themes, "rename", "falls", "Falls at night", null, "one", 0), Sam.Id),
            Desk.ChangeAsync(new ValueListWish(ValueLists.Themes, "rename", "falls", "Falls by day", null, "two", 0), Sam.Id));
        both.Count(r => r is null).ShouldBe(1);
        both.OfType<CaseOutcome.Refused>().Single().Kind.ShouldBe(RefusalKind.Conflict);
    }

    [Fact]
    public async Task ACategoryOfAnIro_CountsAsItsTheme_AndAsAnotherWhenItIsLinkedAnew()
    {
        await ItIs(London(2026, 1, 12, 9));
        await Nadia.RaisesAConcernAbout("robin", new DateOnly(2026, 1, 12));
        await Nadia.Saves(new Typed { ["issues"] = new JsonObject { ["actions"] = new JsonArray(new JsonObject { ["id"] = "r1", ["issue"] = "Visits are not written down", ["category"] = "recording" }) } });
        await TimePassesTo(London(2026, 2, 3, 9));
        await Priya.Opens("imr", "larch-house");
        await Priya.Does("complete", typed: Reviews.Page1(false));
        await Priya.Does("submit", typed: Reviews.Report());
        await Takes(Owen, "register.open");
        await Owen.Does("register", typed: Reviews.Registration());
        await Priya.Does("complete", typed: Chosen("recording", "communication"), at: "theme.open");

        var line = (await new ActionList(Source, Organisation, Clock).ReadAsync(new Actor(Nadia.Id), ActionScope.All)).First(l => l.Row.Theme is not null);
        (await Definitions.ListsAsync()).ThemeWords(line.Row.Theme!).ShouldBe("Recording");
        await using (var context = Context()) (await context.CaseThemes.AsNoTracking().Select(t => t.Theme).ToListAsync()).ShouldContain("qapCategories:recording");
        (await Keys("recording")).ShouldBe(["recording", "qapCategories:recording"]);
        await Wants("link", "recording", theme: "communication", list: ValueLists.QapCategories);
        (await Keys("recording")).ShouldBe(["recording"]);
        (await Keys("communication")).ShouldContain("qapCategories:recording");
    }

    private async Task<IReadOnlyList<string>> Keys(string theme) => (await Definitions.ListsAsync()).KeysOf(theme);

    private ValueListDesk Desk => new(Source, Definitions, Organisation, Clock);

    private async Task Wants(string kind, string? value, string? label = null, string? theme = null, string list = ValueLists.Themes)
    {
        var last = (await Desk.HistoryAsync(list)).Select(c => c.Number).DefaultIfEmpty(0).Max();
        (await Desk.ChangeAsync(new ValueListWish(list, kind, value, label, theme, "The quality team asked for it.", last), Sam.Id)).ShouldBeNull();
    }

    private static Typed Chosen(params string[] themes)
    {
        var typed = Reviews.ThemesAndLearning();
        typed["themes"]["themes"] = new JsonArray([.. themes.Select(t => (JsonNode)t)]);
        return typed;
    }
}
