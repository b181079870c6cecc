using System.Text.Json;
using ReviewFlow.Engine.Definitions;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Designs;

/// <summary>
/// The rule for every definition in the folder: each step has its place on the canvas, no box stands on another, and the
/// way goes from left to right. Boxes are as wide as the designer draws their titles, measured in a browser and rounded up.
/// </summary>
public sealed class CanvasTests
{
    private const double Height = 60;
    private const double Gap = 20;

    public static TheoryData<string> Files() => [.. Directory.EnumerateFiles(Folder(), "*.json").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Definition_InTheFolder_IsLaidOutReadably(string file)
    {
        var definition = DefinitionReader.Read(File.ReadAllText(Path.Combine(Folder(), file))).Definition.ShouldNotBeNull();

        foreach (var container in definition.Nodes.Values.Where(n => n.Children.Count > 0 && n.Type == "Elsa.Flowchart"))
        {
            var boxes = container.Children.ToDictionary(c => c, Box.Of);
            boxes.Where(b => b.Value is null).Select(b => b.Key.Id).ShouldBeEmpty("every step has a position");
            var pairs = from one in boxes from other in boxes where string.CompareOrdinal(one.Key.Id, other.Key.Id) < 0 && one.Value!.Overlaps(other.Value!) select $"{one.Key.Id} and {other.Key.Id}";
            pairs.ShouldBeEmpty("these stand on one another");
            container.Connections.Where(c => boxes[c.Target]!.X < boxes[c.Source]!.X && !LeadsTo(container, c.Target, c.Source))
                .Select(c => $"{c.Source.Id} → {c.Target.Id}").ShouldBeEmpty("only a loop goes back to the left");
        }
    }

    private static bool LeadsTo(ActivityNode container, ActivityNode from, ActivityNode to)
    {
        var seen = new HashSet<ActivityNode> { from };
        var open = new Stack<ActivityNode>(seen);
        while (open.TryPop(out var node))
        {
            if (node == to) return true;
            foreach (var connection in container.Connections.Where(c => c.Source == node && seen.Add(c.Target))) open.Push(connection.Target);
        }

        return false;
    }

    internal static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ReviewFlow.sln"))) return Path.Combine(folder.FullName, "workflows-json");
        }

        throw new DirectoryNotFoundException("ReviewFlow.sln lies in no folder above the tests.");
    }

    private sealed record Box(double X, double Y, double Width)
    {
        public static Box? Of(ActivityNode step)
        {
            if (Member(Member(Member(step.Json, "metadata"), "designer"), "position") is not { } place) return null;
            var title = Member(Member(step.Json, "metadata"), "displayText")?.GetString() is { Length: > 0 } text ? text : step.Name;
            return new Box(Member(place, "x")!.Value.GetDouble(), Member(place, "y")!.Value.GetDouble(), Math.Max(220, 80 + (8.3 * title.Length)));
        }

        public bool Overlaps(Box other) => X < other.X + other.Width + Gap && other.X < X + Width + Gap && Y < other.Y + Height + Gap && other.Y < Y + Height + Gap;

        private static JsonElement? Member(JsonElement? json, string name) =>
            json is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(name, out var member) ? member : null;
    }
}
