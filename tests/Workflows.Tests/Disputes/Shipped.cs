using ReviewFlow.Activities;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Workflows.Calendars;
using ReviewFlow.Workflows.Forms;
using Shouldly;

namespace ReviewFlow.Workflows.Tests.Disputes;

/// <summary>The files of <c>workflows-json</c> as they are shipped.</summary>
internal static class Shipped
{
    private static readonly Lazy<Dictionary<string, WorkflowDefinition>> s_definitions = new(() => Files("*.json").ToDictionary(Name, Read, StringComparer.Ordinal));
    private static readonly Lazy<Dictionary<string, FormDefinition>> s_forms = new(() => Files("*.json", "forms").ToDictionary(Name, ReadForm, StringComparer.Ordinal));

    public static readonly string Root = Find(AppContext.BaseDirectory);

    public static ActivityCatalog Catalog { get; } = ReviewFlowActivities.AddTo(BuiltInActivities.AddTo(new ActivityCatalog()));

    public static IReadOnlyDictionary<string, WorkflowDefinition> Definitions => s_definitions.Value;

    public static IReadOnlyDictionary<string, FormDefinition> Forms => s_forms.Value;

    public static Facts Facts { get; } = new() { Version = "shipped", Calendars = UkCalendars.Shipped, Forms = Forms.Keys.ToHashSet(StringComparer.Ordinal) };

    public static string Text(string definition) => File.ReadAllText(Path.Combine(Root, "workflows-json", definition + ".json"));

    private static string[] Files(string pattern, string folder = "") => Directory.GetFiles(Path.Combine(Root, "workflows-json", folder), pattern);

    private static string Name(string file) => Path.GetFileNameWithoutExtension(file);

    private static WorkflowDefinition Read(string file)
    {
        var read = DefinitionReader.Read(File.ReadAllText(file));
        read.Problems.ShouldBeEmpty(file);
        return read.Definition!;
    }

    private static FormDefinition ReadForm(string file)
    {
        var read = FormReader.Read(File.ReadAllText(file));
        read.Problems.ShouldBeEmpty(file);
        return read.Form!;
    }

    private static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ReviewFlow.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("ReviewFlow.sln lies in no folder above the tests.");
    }
}
