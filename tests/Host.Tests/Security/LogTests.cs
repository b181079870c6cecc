using System.Net;
using ReviewFlow.Host.Tests.Api;
using ReviewFlow.Host.Tests.Startup;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Security;

/// <summary>What a person writes and whom it is about stays in the database: the log of a host at work names neither.</summary>
public sealed class LogTests
{
    private const string Marker = "Quincetree-Marmalade";

    [Fact]
    public async Task Log_OfAHostAtWorkAndInTrouble_NamesNoChildAndNothingTyped()
    {
        var host = new ChildHost();
        try
        {
            await using var life = await host.StartAsync();
            var children = await ChildrenAsync(life);
            using var nadia = await RunningHost.SignInAsync(life.Client(), "nadia-petrov-lane");
            foreach (var path in (string[])["/my-work", "/people?search=" + Marker, "/people/robin", "/disputes", "/notices", "/no-such-page?about=" + Marker])
                (await nadia.GetAsync(new Uri(path, UriKind.Relative))).Dispose();
            var opened = await nadia.CallAsync("/api/cases", new { operationId = Guid.NewGuid().ToString("N"), definitionId = "sioc", subjectId = "robin", reason = Marker, sections = new { sioc = new { summary = Marker } } });
            await nadia.CallAsync("/api/cases", new { operationId = Guid.NewGuid().ToString("N"), definitionId = Marker, subjectId = Marker });
            await nadia.SendTextAsync("/api/cases", $"{{ \"{Marker}\": ");
            (await nadia.GetAsync(new Uri($"/cases/{opened["caseId"]}", UriKind.Relative))).Dispose();
            using (var post = new FormUrlEncodedContent([new("note", Marker)]))
                (await nadia.PostAsync(new Uri("/people/robin/concern", UriKind.Relative), post)).Dispose();
            await RefusedByTheDatabaseAsync(life, nadia);
            await life.StopAsync();

            var log = life.Said;

            log.ShouldContain("Application started");
            log.ShouldContain("fail:", customMessage: "the trouble was to be logged");
            string[] words = [Marker, .. children];
            log.Split('\n').Where(line => words.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase))).ShouldBeEmpty();
        }
        finally
        {
            host.Delete();
        }
    }

    // Names, dates of birth and numbers as they stand in the database.
    private static async Task<IReadOnlyList<string>> ChildrenAsync(ChildHost life)
    {
        var words = await life.WordsAsync("select name from subjects union select external_id from subjects where length(external_id) > 5 union select to_char(born_on, 'YYYY-MM-DD') from subjects where kind <> 'Service'");
        words.Count.ShouldBeGreaterThan(6);
        return words;
    }

    // A fault whose details carry data, as those of a broken rule of the database do.
    private static async Task RefusedByTheDatabaseAsync(ChildHost life, HttpClient nadia)
    {
        await life.AsOwnerAsync($$"""
            create function refuse() returns trigger language plpgsql as $body$ begin raise exception 'refused' using errcode = '23514', detail = '{{Marker}}'; end $body$;
            create trigger refuse before insert on access_log for each row execute function refuse();
            """);
        using var page = await nadia.GetAsync(new Uri("/disputes", UriKind.Relative));
        page.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
    }
}
