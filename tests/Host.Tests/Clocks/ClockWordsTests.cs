using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Tests.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Clocks;

/// <summary>A deadline explains itself in the same words wherever it is shown.</summary>
public sealed class ClockWordsTests(CasePagesHost host) : IClassFixture<CasePagesHost>
{
    [Fact]
    public async Task TheSameClock_OnEveryFace_SaysTheSameWords()
    {
        var nadia = await host.AsAsync("nadia-petrov-lane");
        var task = await host.DbAsync(db => db.WorkTasks.Where(t => t.Status == WorkTaskStatus.Open && t.SubjectId == "skye" && t.AssigneeId == "dev-chandra" && t.WaitsFor.Length > 0).SingleAsync());
        using var answer = await nadia.GetAsync($"/api/user-tasks/{task.Id}");
        var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        string Clock(string name) => said["clock"]![name]?.ToString() ?? "";
        string[] sentences = [Clock("headline"), Clock("holder"), Clock("due"), Clock("notCounted"), Clock("projection"), said["totalClock"]!["headline"]!.ToString()];
        Clock("notCounted").ShouldContain("13");

        Clock("headline").ShouldBe("Day 3 of 5");
        Clock("holder").ShouldBe("With Ruth Adeyemi (Service Director) since Thu 11 Jun 2026, 9am.");
        foreach (var face in new[] { $"/work/{task.Id}", $"/cases/{task.CaseId}", $"/cases/{task.CaseId}/print" })
        {
            var words = (await nadia.PageAsync(face)).QuerySelector("main")!.TextContent;
            foreach (var sentence in sentences) words.ShouldContain(sentence, Case.Sensitive, face);
        }

        var ofCase = JsonNode.Parse(await (await nadia.GetAsync($"/api/cases/{task.CaseId}")).Content.ReadAsStringAsync())!;
        ofCase["clocks"]!.AsArray().Select(c => c!["card"]!["holder"]!.ToString()).ShouldContain(Clock("holder"));
    }
}
