using ReviewFlow.Activities.Inputs;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Activities.Versions;

/// <summary>Freezes sections of the form as the next numbered version of the case, with a hash of exactly what they said.</summary>
/// <remarks>The live form goes on; only the frozen version is confirmed, checked and distributed (ruling 32; S3, "Header").</remarks>
internal sealed class VersionFreeze : Activity
{
    public static ActivityDescriptor Descriptor { get; } = new()
    {
        Type = "ReviewFlow.FreezeVersion",
        DisplayName = "Freeze a version",
        Category = "Cases",
        Description = "Keeps sections of the form exactly as they are now, as version 1, 2, 3 … of the case, with a fingerprint. The form itself stays open for the next version.",
        Inputs =
        [
            Field.Json("sections", "Sections", "Ids of the sections that belong to the version, in a list.") with { Required = true },
            Field.Text("title", "Title", "What the document is called on paper.") with { Required = true },
            Field.Text("dateField", "Date of plan", "Field with the date that the version carries, as \"section.field\". Empty there: the day on which it is frozen.") with { Default = "\"header.dateOfPlan\"" },
            Field.Text("byField", "Completed by", "Field that says who completed it, as \"section.field\".") with { Default = "\"header.completedBy\"" },
            Field.Carry,
        ],
        Outputs = [new("result", "number, hash, dateOfPlan, form")],
        Activity = new VersionFreeze(),
    };

    public override ActivityStep Start(ActivityContext context)
    {
        var sections = Given.Texts(context, "sections");
        if (sections.Count == 0) throw new InvalidInputException("sections", "a list with the id of at least one section");
        var title = context.Text("title") ?? throw new InvalidInputException("title", "the name of the document");
        var question = new FreezeSections(
            context.Key("frozen"), context.InstanceId, sections, title,
            context.Text("dateField") ?? "header.dateOfPlan", context.Text("byField") ?? "header.completedBy", Given.Texts(context, "carry"));
        if (!context.Answers.TryGetValue(question.Id, out var frozen)) return ActivityStep.Ask(question);
        context.Outputs["result"] = frozen?.DeepClone();
        var words = $"{title}: version {frozen?["number"]} was frozen";
        return ActivityStep.Complete("Done", new RecordEvent(context.Key("event"), "version-frozen", words, null));
    }
}
