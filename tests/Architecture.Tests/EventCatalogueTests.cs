using System.Text.RegularExpressions;
using ReviewFlow.Workflows.Events;
using Shouldly;
using Xunit;

namespace ReviewFlow.Architecture.Tests;

/// <summary>docs/events.md and the code say the same.</summary>
public sealed partial class EventCatalogueTests
{
    [Fact]
    public void Catalogue_PageAndCode_SayTheSame()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "events.md"));

        var written = Written(page);

        written.ShouldBe(Told(), "docs/events.md and src/Workflows/Events differ; a published version keeps its members");
        written.Count.ShouldBeGreaterThan(10);
    }

    [Theory]
    [InlineData("### `task.opened` version 1", "### `task.begun` version 1")]
    [InlineData("| `rung` | text |", "| `rung` | flag |")]
    [InlineData("| `dueAt` | moment? | When it is due |\n", "")]
    [InlineData("Human work was opened.\n", "Something else.\n")]
    public void Catalogue_PageAltered_IsNoticed(string was, string altered)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "events.md"));
        page.ShouldContain(was);

        Written(page.Replace(was, altered, StringComparison.Ordinal)).ShouldNotBe(Told());
    }

    private static List<string> Told() =>
        [.. EventCatalog.All.Select(e => $"{e.Name} {e.Version} {e.Meaning} {string.Join(", ", e.Members.Select(m => $"{m.Name}: {m.Kind}"))}")];

    private static List<string> Written(string page) =>
        [.. Event().Matches(page).Select(e => $"{e.Groups["name"].Value} {e.Groups["version"].Value} {e.Groups["meaning"].Value} {string.Join(", ", Member().Matches(e.Groups["members"].Value).Select(m => $"{m.Groups[1].Value}: {m.Groups[2].Value}"))}")];

    [GeneratedRegex(@"^### `(?<name>[^`]+)` version (?<version>\d+)\n(?<meaning>[^\n]+)\n\n(?<members>(?:\|[^\n]*\n)+)", RegexOptions.Multiline)]
    private static partial Regex Event();

    [GeneratedRegex(@"^\| `(\w+)` \| ([a-z]+\??) \| [^|]+ \|$", RegexOptions.Multiline)]
    private static partial Regex Member();
}
