using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace ReviewFlow.Architecture.Tests;

public sealed partial class DocumentTests
{
    [Theory]
    [InlineData("Engine")]
    [InlineData("Activities")]
    [InlineData("Workflows")]
    [InlineData("Persistence")]
    [InlineData("Host")]
    public void Readme_OfEveryRoom_IsShort(string room)
    {
        var readme = Path.Combine(Repository.Root, "src", room, "README.md");
        File.Exists(readme).ShouldBeTrue($"src/{room}/README.md is missing");
        File.ReadLines(readme).Count().ShouldBeLessThanOrEqualTo(30);
    }

    [Fact]
    public void Links_InOurDocuments_LeadSomewhere()
    {
        var broken = Documents()
            .SelectMany(f => Link().Matches(File.ReadAllText(f)).Select(m => (File: f, Target: m.Groups[1].Value)))
            .Where(l => !l.Target.StartsWith("http", StringComparison.Ordinal) && !l.Target.StartsWith('#'))
            .Where(l => !Path.Exists(Path.Combine(Path.GetDirectoryName(l.File)!, l.Target.Split('#')[0])))
            .Select(l => $"{Repository.Relative(l.File)} → {l.Target}");
        broken.ShouldBeEmpty();
    }

    [Fact]
    public void Paths_NamedInOurDocuments_Exist()
    {
        var missing = Documents()
            .SelectMany(f => NamedPath().Matches(File.ReadAllText(f)).Select(m => (File: f, Target: m.Groups[1].Value.TrimEnd('/', '.'))))
            .Where(l => !l.Target.Contains('*', StringComparison.Ordinal) && !l.Target.Contains('<', StringComparison.Ordinal) && !l.Target.Contains('{', StringComparison.Ordinal))
            .Where(l => !Path.Exists(Path.Combine(Repository.Root, l.Target)))
            .Select(l => $"{Repository.Relative(l.File)} names {l.Target}")
            .Distinct();
        missing.ShouldBeEmpty();
    }

    [Fact]
    public void Repository_NamesNoMachineAndNoRegistry()
    {
        var breaches = TextFiles()
            .SelectMany(f => File.ReadLines(f).Select((line, i) => (File: Repository.Relative(f), Line: i + 1, Text: line)))
            .Where(l => Machine().IsMatch(l.Text))
            .Select(l => $"{l.File}:{l.Line}");
        breaches.ShouldBeEmpty();
    }

    private static IEnumerable<string> Documents() =>
        TextFiles().Where(f => f.EndsWith(".md", StringComparison.Ordinal));

    private static IEnumerable<string> TextFiles()
    {
        string[] kinds = [".md", ".cs", ".csproj", ".props", ".json", ".cshtml", ".js", ".css", ".sql", ".txt"];
        string[] skipped = ["bin", "obj", "node_modules", "data", "artifacts", ".git", "lib", "TestResults"];
        return Walk(new DirectoryInfo(Repository.Root));

        IEnumerable<string> Walk(DirectoryInfo folder) =>
            folder.EnumerateFiles().Where(f => kinds.Contains(f.Extension)).Select(f => f.FullName)
                .Concat(folder.EnumerateDirectories().Where(d => !skipped.Contains(d.Name)).SelectMany(Walk));
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`((?:src|tests|docs|workflows-json|bench|tools)/[^`\s]*)`")]
    private static partial Regex NamedPath();

    [GeneratedRegex(@"(?<![\w./-])/(?:work|root|home|tmp/bash)/\w|registry\.npm|api\.nuget|deb\.debian")]
    private static partial Regex Machine();
}
