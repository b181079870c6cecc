using System.Net;
using AngleSharp.Html.Parser;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Messages;

/// <summary>Preferences, delivery log, words and calendar feed, as people and administrators use them.</summary>
public sealed class MessagePagesTests(RunningHost host) : IClassFixture<RunningHost>
{
    [Fact]
    public async Task Preferences_Chosen_AreShownAgainAndContradictionsAreExplained()
    {
        using var sian = await host.SignedInAsync("sian-corley");
        using var saved = await PostAsync(sian, "/notices/mail", "", ("Work", "AtOnce"), ("Answers", "Digest"), ("Reminders", "InAppOnly"), ("News", "Digest"), ("Digest", "Weekly"));
        saved.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var page = new HtmlParser().ParseDocument(await sian.GetStringAsync(new Uri("/notices/mail", UriKind.Relative)));
        page.QuerySelectorAll("input[checked]").Select(i => i.Id).ShouldBe(["Work-AtOnce", "Answers-Digest", "Reminders-InAppOnly", "News-Digest", "digest-Weekly"]);

        using var wrong = await PostAsync(sian, "/notices/mail", "", ("Work", "AtOnce"), ("Answers", "Digest"), ("Reminders", "AtOnce"), ("News", "AtOnce"), ("Digest", "Off"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("chosen to get no digest");
    }

    [Theory]
    [InlineData("/messages")]
    [InlineData("/messages/templates")]
    [InlineData("/messages/templates/qap-request")]
    public async Task AdministratorsPages_ForAnybodyElse_DoNotExist(string path)
    {
        using var sian = await host.SignedInAsync("sian-corley");
        using var hidden = await sian.GetAsync(new Uri(path, UriKind.Relative));
        hidden.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var sam = await host.SignedInAsync("sam-okoro");
        using var shown = await sam.GetAsync(new Uri(path, UriKind.Relative));
        shown.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Words_WithAFieldThatDoesNotExist_AreRefusedAndKeptAsTyped()
    {
        using var sam = await host.SignedInAsync("sam-okoro");
        using var refused = await PostAsync(sam, "/messages/templates/qap-request", "", ("Subject", "{reference}: hello"), ("Body", "About {subject}"), ("what", "publish"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var text = await refused.Content.ReadAsStringAsync();
        text.ShouldContain("There is no field {subject}");
        text.ShouldContain("About {subject}");

        using var published = await PostAsync(sam, "/messages/templates/qap-request", "", ("Subject", "{reference}: please answer"), ("Body", "{colleague} asks: {asked}."), ("what", "publish"));
        published.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await sam.GetStringAsync(new Uri("/messages/templates/qap-request", UriKind.Relative))).ShouldContain("QAP-2026-0000: please answer");
    }

    [Fact]
    public async Task CalendarFeed_HasReferencesOnly_AndStopsWhenRevoked()
    {
        using var nadia = await host.SignedInAsync("nadia-petrov-lane");
        using var made = await PostAsync(nadia, "/notices/calendar", "?handler=Make");
        using var page = new HtmlParser().ParseDocument(await made.Content.ReadAsStringAsync());
        var path = new Uri(page.QuerySelector("#address")!.GetAttribute("value")!).PathAndQuery;
        using var nobody = host.Client();
        var feed = await nobody.GetStringAsync(new Uri(path, UriKind.Relative));
        feed.ShouldStartWith("BEGIN:VCALENDAR\r\n");
        feed.ShouldContain("BEGIN:VEVENT");
        feed.Split("\r\n").ShouldAllBe(l => l.Length <= 75);
        foreach (var name in new[] { "Fairweather", "Robin", "Wren", "Corey", "Millbrook", "Nadia" }) feed.ShouldNotContain(name);

        using var ended = await PostAsync(nadia, "/notices/calendar", "?handler=End");
        using var gone = await nobody.GetAsync(new Uri(path, UriKind.Relative));
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var guessed = await nobody.GetAsync(new Uri("/calendar/aaaa.ics", UriKind.Relative));
        guessed.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string query, params (string Name, string Value)[] values)
    {
        using var page = new HtmlParser().ParseDocument(await client.GetStringAsync(new Uri(path, UriKind.Relative)));
        var token = page.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var typed = new FormUrlEncodedContent([.. values.Select(v => KeyValuePair.Create(v.Name, v.Value)), new("__RequestVerificationToken", token)]);
        return await client.PostAsync(new Uri(path + query, UriKind.Relative), typed);
    }
}
