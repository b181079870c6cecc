using System.Text.Json.Nodes;
using ReviewFlow.Engine.Time;
using ReviewFlow.Host.Forms;
using ReviewFlow.Host.Pages.Cases;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Disputes;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Everything that the page of a step shows to one person.</summary>
public sealed record StepView
{
    public required Entry Entry { get; init; }
    public required CaseRow Case { get; init; }
    public required InstanceRow Instance { get; init; }
    public required WorkTaskRow Task { get; init; }
    public required WorkItem Item { get; init; }
    public required Subject Subject { get; init; }

    /// <summary>Who it is about, with siblings and people of the same name.</summary>
    public required ChildBanner Banner { get; init; }

    /// <summary>Whether the task is open and the person's own, or that of somebody covered.</summary>
    public bool IsMine { get; init; }

    /// <summary>Whose work it is when the reader does it for somebody else; null when it is their own.</summary>
    public string? ActingFor => (Task.ActingForId ?? Task.AssigneeId) is { } holder && holder != Entry.Actor.PersonId ? holder : null;

    /// <summary>Whether nobody has it yet and this person may take it.</summary>
    public bool MayTake { get; init; }
    public required StateCell State { get; init; }
    public RequestBox? Request { get; init; }
    public ClockCard? Clock { get; init; }
    public ClockCard? TotalClock { get; init; }
    public Projection? Projection { get; init; }
    public IReadOnlyList<SectionLine> Sections { get; init; } = [];

    /// <summary>The nearest unmet wait, for the first section that cannot start.</summary>
    public string? WhyNot { get; init; }
    public PreviousStep? Previous { get; init; }
    public StepForm? Form { get; init; }

    /// <summary>Today, subject and case, whether the step has a form or not.</summary>
    public required FormFacts Facts { get; init; }

    /// <summary>What the reader may begin beside this work.</summary>
    public IReadOnlyList<(string InstanceId, Offer Offer)> Offers { get; init; } = [];

    /// <summary>For a signature over a plan of actions: how far its review is from being closed, and the evidence of what is done.</summary>
    public ReviewClosing? Closing { get; init; }

    /// <summary>Other open work of this person in the same step.</summary>
    public IReadOnlyList<WorkTaskRow> MyOtherTasks { get; init; } = [];

    /// <summary>Who others wait for, by phase key.</summary>
    public IReadOnlyDictionary<string, string> WaitsFor { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The form, ready to be shown.</summary>
    public FormView? Show(IReadOnlyList<FieldProblem> problems) => Form is not { } form ? null : new FormView
    {
        Form = form.Definition,
        Answers = form.Answers,
        OpenPaths = form.OpenPaths,
        Facts = form.Facts,
        Organisation = Entry.Organisation,
        Today = Entry.Today,
        Problems = problems,
        Prefilled = form.Prefilled,
        WaitsFor = WaitsFor,
        OnlyRow = Item.Row,
    };

    /// <summary>Whether the page shows a section: all of them, except for work about one row of a table.</summary>
    public bool Shows(FormSection section) => Item.Row is null || Task.Details?.Contains($"\"{section.Id}.", StringComparison.Ordinal) == true;

    public string Reference => Instance.Reference ?? Case.Reference ?? Case.Title;
}

/// <summary>The form as it is shown: saved answers with the person's own draft over them.</summary>
public sealed record StepForm
{
    public required FormDefinition Definition { get; init; }

    /// <summary>Answers by section.</summary>
    public required JsonObject Answers { get; init; }

    /// <summary>Version that each section's answers begin from; posted back when saving.</summary>
    public required IReadOnlyDictionary<string, int> Versions { get; init; }
    public required IReadOnlySet<string> OpenPaths { get; init; }

    /// <summary>Signature that covers a section, by section.</summary>
    public IReadOnlyDictionary<string, SignatureRow> Signed { get; init; } = new Dictionary<string, SignatureRow>(StringComparer.Ordinal);
    public IReadOnlyList<PrefilledValue> Prefilled { get; init; } = [];
    public required FormFacts Facts { get; init; }

    /// <summary>Answers by section as they are saved, without the draft.</summary>
    public required JsonObject Saved { get; init; }

    /// <summary>Sections as they are saved, with their versions: what a signature would cover.</summary>
    public IReadOnlyList<SectionContent> SavedSections { get; init; } = [];

    /// <summary>What the person typed and has not saved.</summary>
    public IReadOnlyList<SectionSave> Typed { get; init; } = [];

    /// <summary>The one row of a table that the page is about; null for a page with the whole form.</summary>
    public string? Row { get; init; }

    /// <summary>When the draft shown was kept; null when nothing is unsaved.</summary>
    public DateTimeOffset? DraftKeptAt { get; init; }

    /// <summary>Content of a section as shown.</summary>
    public JsonObject Content(string sectionId) => Answers[sectionId] as JsonObject ?? [];
}

/// <summary>A line of the list of sections.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Id">Section.</param>
/// <param name="Title">Its title.</param>
/// <param name="State">How it stands.</param>
public sealed record SectionLine(int Number, string Id, string Title, SectionState State);

/// <summary>The step before this one, to be read beside it.</summary>
/// <param name="InstanceId">The step.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Form">Its form.</param>
/// <param name="Answers">Its answers by section.</param>
/// <param name="CanCarry">Whether unresolved actions can be carried forward now.</param>
public sealed record PreviousStep(string InstanceId, string Reference, string Title, FormDefinition? Form, JsonObject Answers, bool CanCarry);
