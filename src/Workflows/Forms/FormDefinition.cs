using System.Text.Json.Nodes;

namespace ReviewFlow.Workflows.Forms;

/// <summary>One immutable version of a form. Read from <c>workflows-json/forms/&lt;id&gt;.json</c>; a running instance keeps its version.</summary>
public sealed record FormDefinition
{
    public required string Id { get; init; }
    public required int Version { get; init; }
    public required string Title { get; init; }
    public required IReadOnlyList<FormSection> Sections { get; init; }

    /// <summary>The form as people from outside see it: without what is for colleagues alone.</summary>
    public FormDefinition Shared() => this with
    {
        Sections = [.. Sections.Where(s => !s.Internal).Select(s => s with { Fields = [.. s.Fields.Where(f => !f.Internal).Select(f => f with { Columns = [.. f.Columns.Where(c => !c.Internal)] })] })],
    };
}

/// <summary>A section: what is saved, versioned, signed and locked as one.</summary>
public sealed record FormSection
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public string? Help { get; init; }

    /// <summary>Whether it only shows what is pulled through from the person's record; nothing is asked again.</summary>
    public bool PulledThrough { get; init; }

    /// <summary>Whether it is for colleagues alone: nobody from outside sees it, and no frozen version has it.</summary>
    public bool Internal { get; init; }

    public required IReadOnlyList<FormField> Fields { get; init; }
}

/// <summary>A field, or a column of a table.</summary>
public sealed record FormField
{
    public required string Id { get; init; }
    public required string Label { get; init; }
    public FormFieldType Type { get; init; } = FormFieldType.Text;
    public string? Hint { get; init; }
    public bool Required { get; init; }

    /// <summary>Choices of Radio, Select and Checkboxes.</summary>
    public IReadOnlyList<FormChoice> Choices { get; init; } = [];

    /// <summary>List whose values are the choices, the same in every process; null for choices of its own.</summary>
    public string? ChoicesFrom { get; init; }

    /// <summary>
    /// Waits at which the field may be filled, as <c>activityId.phase</c>. It is open to a person exactly when one of
    /// that person's own open tasks of this instance has such a phase. Empty: never editable.
    /// </summary>
    public IReadOnlyList<string> OpenAt { get; init; } = [];

    /// <summary>Condition (expression over the instance's answers) under which the field is shown and asked at all.</summary>
    public string? ShowIf { get; init; }

    /// <summary>Condition under which it is required, besides <see cref="Required"/>.</summary>
    public string? RequiredIf { get; init; }

    /// <summary>Expression that must be true; sees <c>value</c>, the answers, <c>today</c>, <c>row</c>.</summary>
    public string? Valid { get; init; }

    /// <summary>What to say when <see cref="Valid"/> is false.</summary>
    public string? ValidMessage { get; init; }

    /// <summary>What to say when it is missing; null for a sentence made from the label.</summary>
    public string? MissingMessage { get; init; }

    /// <summary>Expression for the value offered when nothing is typed yet; sees <c>subject</c>, <c>caseFields</c>, <c>input</c>, <c>today</c>.</summary>
    public string? Prefill { get; init; }

    /// <summary>Whether the value is offered once more when what was written, for an earlier version of the document, does not hold any more.</summary>
    public bool PrefillAgain { get; init; }

    /// <summary>Columns of a table.</summary>
    public IReadOnlyList<FormField> Columns { get; init; } = [];

    /// <summary>Fewest rows of a table.</summary>
    public int MinRows { get; init; }

    /// <summary>What one row is called ("issue", "recommended action").</summary>
    public string? RowName { get; init; }

    /// <summary>Whether a column is filled in after its section was signed (impact that shows weeks later). It is no part of what is signed.</summary>
    public bool AfterSigning { get; init; }

    /// <summary>Whether rows of a table can be brought in from a spreadsheet.</summary>
    public bool Importable { get; init; }

    /// <summary>Whether it is for colleagues alone: nobody from outside sees it, and no frozen version has it.</summary>
    public bool Internal { get; init; }

    /// <summary>For a table whose rows are actions: how they stand in the register of actions. Null for any other.</summary>
    public FormRegister? Register { get; init; }

    /// <summary>Longest text, in characters.</summary>
    public int MaxLength { get; init; } = 10_000;

    /// <summary>Whether <see cref="Prefill"/> only shows and is never typed over.</summary>
    public bool ReadOnly { get; init; }
}

/// <summary>Which columns of a table say what about an action, for the register of actions of all processes.</summary>
/// <param name="Text">Column of what is to be done.</param>
/// <param name="Owner">Column of who does it, of type person.</param>
/// <param name="Due">Column of the day by which; null where the process has none.</param>
/// <param name="Theme">Column of the theme; null for none.</param>
/// <param name="Standing">Column in which it is said how the action stands; null for none.</param>
/// <param name="ClosedWhen">Values of that column that close an action which nobody follows up by tasks.</param>
/// <param name="Followed">Whether the process follows the actions up by tasks: until it does, they are only planned.</param>
public sealed record FormRegister(string Text, string Owner, string? Due, string? Theme, string? Standing, IReadOnlyList<string> ClosedWhen, bool Followed)
{
    /// <summary>What stands before an action's number, with a dot: the number of its theme (2.3). Such a number is never given again, and its row is only taken out with a reason.</summary>
    public string? Prefix { get; init; }

    /// <summary>The columns that make a RAG status; null where the process has none.</summary>
    public FormRag? Rag { get; init; }
}

/// <summary>Columns of a register table that make the RAG status of an action (S3, "RAG Status").</summary>
/// <param name="Status">Red, Amber or Green, as a person confirmed it.</param>
/// <param name="Comment">Why another colour than the suggested one was chosen, or why it is not Green any more.</param>
/// <param name="CompletedOn">Day of completion.</param>
/// <param name="OffTarget">Whether its owner says that it will not be done by its date.</param>
/// <param name="Progress">The dated log of progress.</param>
/// <param name="SetBy">Which other body set the date, if one did: then it is not moved here.</param>
public sealed record FormRag(string Status, string Comment, string CompletedOn, string OffTarget, string Progress, string SetBy);

public sealed record FormChoice(string Value, string Label, string? Hint = null)
{
    /// <summary>Not offered any more; shown where it was chosen before.</summary>
    public bool Retired { get; init; }
}

public enum FormFieldType
{
    Text,
    LongText,
    Date,
    Radio,
    Select,
    Checkbox,
    Number,
    Person,
    Table,

    /// <summary>Dated entries that are only ever added: what is typed becomes the next entry.</summary>
    Log,
}

/// <summary>A field that is not as it must be. <see cref="Path"/> as in <c>FormPath</c>.</summary>
public sealed record FieldProblem(string SectionId, string Path, string Message);

/// <summary>One field that two people changed differently since the same start.</summary>
public sealed record FieldConflict(string SectionId, string Path, string Label, JsonNode? Start, JsonNode? Theirs, JsonNode? Mine, string TheirName, DateTimeOffset TheirAt);
