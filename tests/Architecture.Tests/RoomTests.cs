using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace ReviewFlow.Architecture.Tests;

public sealed partial class RoomTests
{
    private static readonly string[] s_line = ["Engine", "Activities", "Workflows", "Persistence", "Host"];

    [Fact]
    public void References_OfEveryRoom_PointLeftOnly()
    {
        for (var i = 0; i < s_line.Length; i++)
        {
            var project = XDocument.Load(Path.Combine(Repository.Root, "src", s_line[i], s_line[i] + ".csproj"));
            var references = project.Descendants("ProjectReference")
                .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
            references.ShouldAllBe(r => Array.IndexOf(s_line, r) >= 0 && Array.IndexOf(s_line, r) < i, $"{s_line[i]} may only reference rooms to its left");
        }
    }

    [Theory]
    [InlineData("Engine")]
    [InlineData("Activities")]
    [InlineData("Workflows")]
    public void Packages_OfThePureRooms_AreNone(string room)
    {
        var project = XDocument.Load(Path.Combine(Repository.Root, "src", room, room + ".csproj"));
        project.Descendants("PackageReference").ShouldBeEmpty();
        project.Descendants("FrameworkReference").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("src/Engine", @"\busing System\.(IO|Net|Data)\b|\bFile\.|\bTask\.Run|\bGuid\.NewGuid|\bnew Random\(|Random\.Shared|Stopwatch|Environment\.")]
    [InlineData("src/Activities", @"\busing System\.(IO|Net|Data)\b|\bFile\.|\bTask\.Run|\bGuid\.NewGuid|\bnew Random\(|Random\.Shared|Stopwatch|Environment\.")]
    [InlineData("src/Workflows", @"\busing System\.(Net|Data)\b|Microsoft\.EntityFrameworkCore|Microsoft\.AspNetCore|Npgsql|\bGuid\.NewGuid|Random\.Shared|Stopwatch")]
    [InlineData("src/Persistence", @"Microsoft\.AspNetCore\.(Mvc|Http|Builder|Routing)")]
    public void Sources_OfARoom_KeepOutWhatTheRoomMayNot(string room, string forbidden)
    {
        var breaches = Repository.SourceFiles(room)
            .Where(f => Regex.IsMatch(File.ReadAllText(f), forbidden, RegexOptions.None, TimeSpan.FromSeconds(5)))
            .Select(Repository.Relative);
        breaches.ShouldBeEmpty();
    }

    [Fact]
    public void Rooms_AreNamedForWhatHappensThere()
    {
        string[] vague = ["Helpers", "Services", "Managers", "Models", "Contracts", "Utils", "Common", "Misc"];
        Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src"), "*", SearchOption.AllDirectories)
            .Where(d => vague.Contains(Path.GetFileName(d), StringComparer.OrdinalIgnoreCase) && !d.Contains("/node_modules/", StringComparison.Ordinal) && !d.Contains("/wwwroot/", StringComparison.Ordinal) && !d.Contains("/obj/", StringComparison.Ordinal) && !d.Contains("/bin/", StringComparison.Ordinal))
            .Select(Repository.Relative)
            .ShouldBeEmpty();
    }

    [Fact]
    public void Interfaces_OfOurs_HaveTwoImplementations()
    {
        var assemblies = OurAssemblies();
        var types = assemblies.SelectMany(a => a.GetTypes()).ToList();
        var lonely = types.Where(t => t.IsInterface && types.Count(c => c.IsClass && t.IsAssignableFrom(c)) < 2).Select(t => t.FullName);
        lonely.ShouldBeEmpty();
    }

    [Fact]
    public void AsyncMethods_OfOurs_AreNeverVoid()
    {
        var breaches = OurAssemblies().SelectMany(a => a.GetTypes())
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(m => m.ReturnType == typeof(void) && m.GetCustomAttribute<System.Runtime.CompilerServices.AsyncStateMachineAttribute>() is not null)
            .Select(m => $"{m.DeclaringType}.{m.Name}");
        breaches.ShouldBeEmpty();
    }

    [Fact]
    public void AsyncMethods_ThatArePublic_TakeACancellationToken()
    {
        string[] framework = ["DisposeAsync", "Main", "<Main>$"];
        var breaches = OurAssemblies().SelectMany(a => a.GetExportedTypes())
            .Where(t => !t.IsNested && !IsHub(t) && t.Namespace?.StartsWith("AspNetCore", StringComparison.Ordinal) != true && t.Namespace?.Contains("Migrations", StringComparison.Ordinal) != true)
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(m => m.Name.EndsWith("Async", StringComparison.Ordinal) && !m.IsSpecialName && !m.ReturnType.Name.StartsWith("IAsyncEnumerable", StringComparison.Ordinal) && !framework.Contains(m.Name) && !OverridesForeign(m) && !ImplementsForeign(m))
            .Where(m => !m.GetParameters().Any(p => p.ParameterType == typeof(CancellationToken) || p.ParameterType.Name is "HttpContext" || p.ParameterType.Name.EndsWith("Context", StringComparison.Ordinal)))
            .Select(m => $"{m.DeclaringType}.{m.Name}");
        breaches.ShouldBeEmpty();
    }

    [Fact]
    public void Files_StayReadable()
    {
        var tooLong = Repository.SourceFiles("src").Concat(Repository.SourceFiles("tests"))
            .Select(f => (File: Repository.Relative(f), Lines: File.ReadLines(f).Count()))
            .Where(f => f.Lines > 400)
            .Select(f => $"{f.File}: {f.Lines} lines");
        tooLong.ShouldBeEmpty();
    }

    [Fact]
    public void Suppressions_CarryAReason()
    {
        var bare = Repository.SourceFiles("src")
            .SelectMany(f => File.ReadLines(f).Select((line, i) => (File: Repository.Relative(f), Line: i + 1, Text: line)))
            .Where(l => PragmaDisable().IsMatch(l.Text) && !l.Text.Contains("//", StringComparison.Ordinal))
            .Select(l => $"{l.File}:{l.Line}");
        bare.ShouldBeEmpty();
    }

    private static Assembly[] OurAssemblies() =>
        [.. s_line[..4].Select(r => Assembly.Load("ReviewFlow." + r)), Assembly.Load("reviewflow")];

    // What a browser calls has the arguments that it sends.
    private static bool IsHub(Type type) => type.BaseType?.FullName?.StartsWith("Microsoft.AspNetCore.SignalR.Hub", StringComparison.Ordinal) == true;

    private static bool OverridesForeign(MethodInfo method) => method.GetBaseDefinition().DeclaringType != method.DeclaringType;

    private static bool ImplementsForeign(MethodInfo method) =>
        method.DeclaringType!.GetInterfaces().Where(i => i.Namespace?.StartsWith("ReviewFlow", StringComparison.Ordinal) != true)
            .Any(i => method.DeclaringType!.GetInterfaceMap(i).TargetMethods.Contains(method));

    [GeneratedRegex(@"^\s*#pragma warning disable")]
    private static partial Regex PragmaDisable();
}
