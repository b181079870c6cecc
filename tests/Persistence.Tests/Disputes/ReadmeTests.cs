using System.Text.RegularExpressions;
using ReviewFlow.Persistence.EmbeddedServer;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Disputes;

/// <summary>The tables beside these tests and those of the clocks name tests that exist.</summary>
public sealed partial class ReadmeTests
{
    [Theory]
    [InlineData("Disputes", 60)]
    [InlineData("Clocks", 40)]
    [InlineData("Reviews", 30)]
    [InlineData("Plans", 20)]
    public void Readme_EveryTestNamed_Exists(string folder, int fewest)
    {
        var tests = Path.Combine(DataPlaces.FindRoot(AppContext.BaseDirectory), "tests");
        var readme = File.ReadAllText(Path.Combine(tests, "Persistence.Tests", folder, "README.md"));
        var sources = Directory.EnumerateFiles(tests, "*Tests*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Intersect(["bin", "obj"]).Any())
            .ToLookup(f => Path.GetFileName(f).Split('.')[0], File.ReadAllText, StringComparer.Ordinal);
        var named = Named().Matches(readme).Select(m => (Class: m.Groups["class"].Value, Method: m.Groups["method"].Value)).ToList();

        named.Count.ShouldBeGreaterThan(fewest);
        named.Where(n => !sources[n.Class].Any(s => s.Contains($" {n.Method}(", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [GeneratedRegex(@"`(?<class>\w+Tests)\.(?<method>\w+)`", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();
}
