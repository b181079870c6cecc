using ReviewFlow.Activities.Inputs;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Activities.Plans;

/// <summary>Opens signed sections again, so that the next version of a document can be written.</summary>
/// <remarks>The signatures stay on record, superseded; what they covered is signed anew (SIG-3).</remarks>
internal sealed class SectionsOpening : Activity
{
    public static ActivityDescriptor Descriptor { get; } = new()
    {
        Type = "ReviewFlow.OpenSections",
        DisplayName = "Open sections again",
        Category = "Sign-offs",
        Description = "Opens signed sections of the form again for the next version. The signatures given before stay on record, superseded.",
        Inputs =
        [
            Field.Json("sections", "Sections", "Ids of the sections, in a list.") with { Required = true },
            Field.Text("why", "Why", "Reason that is kept with the signatures, for instance \"The next version is written\"."),
        ],
        Activity = new SectionsOpening(),
    };

    public override ActivityStep Start(ActivityContext context) =>
        ActivityStep.Complete("Done", new ReopenSections(context.Key("reopen"), Given.Texts(context, "sections"), context.Text("why")));
}
