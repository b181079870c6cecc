using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Verbs;

public sealed class DefinitionVerbTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public async Task Run_Definition_PrintsLinesStatusAndJournal()
    {
        await File.WriteAllTextAsync(_file, """
            {"definitionId":"hello","root":{"id":"flow","type":"Elsa.Sequence","version":1,"activities":[
              {"id":"say","type":"Elsa.WriteLine","version":1,"text":{"typeName":"String","expression":{"type":"Literal","value":"Good morning"}}}]}}
            """);

        var result = await Command.RunAsync("run", _file);

        result.Code.ShouldBe(0, result.Errors);
        result.Output.ShouldContain("Good morning");
        result.Output.ShouldContain("Status: Finished, Finished");
        result.Output.ShouldContain("Completed  say");
    }

    [Fact]
    public async Task Run_WrongDefinition_NamesEveryProblemWithItsPath()
    {
        await File.WriteAllTextAsync(_file, """{"name":"nothing","variables":7}""");

        var result = await Command.RunAsync("run", _file);

        result.Code.ShouldBe(1);
        result.Errors.ShouldContain("$.definitionId");
        result.Errors.ShouldContain("$.root");
        result.Errors.ShouldContain("$.variables");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1]")]
    public async Task Run_NoDefinitionAtAll_IsRefused(string text)
    {
        await File.WriteAllTextAsync(_file, text);

        (await Command.RunAsync("run", _file)).Code.ShouldBe(1);
    }

    [Fact]
    public async Task Run_WithoutFile_SaysHow() => (await Command.RunAsync("run")).Code.ShouldBe(2);

    [Fact]
    public async Task Simulate_QualityAssuranceWithoutAnswers_RemindsAlertsAndEnds()
    {
        var result = await Command.RunAsync("simulate", "workflows-json/qap.json", "--start", "2026-03-30", "--calendar", "england-and-wales", "--no-answers");

        result.Code.ShouldBe(0, result.Errors + result.Output);
        var lines = result.Output.Split('\n');
        lines.ShouldContain(l => l.Contains("reminder", StringComparison.Ordinal) && l.Contains("Team Manager", StringComparison.Ordinal));
        lines.ShouldContain(l => l.Contains(" alert ", StringComparison.Ordinal) && l.Contains("IRO Manager", StringComparison.Ordinal));
        result.Output.ShouldContain("Everything has ended");
    }

    [Theory]
    [InlineData("--start", "tomorrow", "--no-answers")]
    [InlineData("--start", "2026-03-30")]
    [InlineData("--start", "2026-03-30", "--no-answers", "--calendar", "atlantis")]
    public async Task Simulate_WrongWords_SaysHow(params string[] words) =>
        (await Command.RunAsync(["simulate", "workflows-json/qap.json", .. words])).Code.ShouldBe(2);

    public void Dispose() => File.Delete(_file);
}
