using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Lists;

/// <summary>A case as its page shows it to one person; nobody gets one who may not know of the case.</summary>
public sealed record CaseView
{
    public required CaseRow Row { get; init; }

    /// <summary>Null for a technical case.</summary>
    public Subject? Subject { get; init; }

    /// <summary>Siblings and people of the same name.</summary>
    public required IReadOnlyList<SubjectAlikeRow> Alike { get; init; }

    /// <summary>In order of their beginning; hidden ones only for administrators. Without their states.</summary>
    public required IReadOnlyList<InstanceRow> Instances { get; init; }

    /// <summary>All tasks, open and closed, in order of opening.</summary>
    public required IReadOnlyList<WorkTaskRow> Tasks { get; init; }

    /// <summary>Alerts that nobody has acknowledged.</summary>
    public required IReadOnlyList<AlertRow> Alerts { get; init; }

    /// <summary>Whether the person may read all of it, or their own part alone.</summary>
    public required bool Reads { get; init; }

    /// <summary>What access to it is decided by.</summary>
    public required CaseFacts Facts { get; init; }
}

/// <summary>A signature that this person may amend now, with what of it is theirs to change.</summary>
/// <param name="Instance">The step.</param>
/// <param name="Signature">The live signature.</param>
/// <param name="Covers">Sections that it covers.</param>
/// <param name="OpenPaths">Paths that may be changed.</param>
public sealed record Amendable(InstanceView Instance, SignatureRow Signature, IReadOnlyList<string> Covers, IReadOnlySet<string> OpenPaths);

/// <summary>One instance with its form, as the step page shows it to one person.</summary>
public sealed record InstanceView
{
    public required CaseView Case { get; init; }
    public required InstanceRow Row { get; init; }

    /// <summary>The version that it is pinned to; null when it has no form.</summary>
    public FormDefinition? Form { get; init; }

    /// <summary>Answers by section.</summary>
    public required IReadOnlyDictionary<string, DocumentRow> Documents { get; init; }

    /// <summary>What this person typed and has not saved, by section.</summary>
    public required IReadOnlyDictionary<string, DraftRow> Drafts { get; init; }

    /// <summary>Signatures given, in order.</summary>
    public required IReadOnlyList<SignatureRow> Signatures { get; init; }

    /// <summary>Open tasks of this instance that are this person's own, or that the person covers.</summary>
    public required IReadOnlyList<WorkTaskRow> Own { get; init; }

    /// <summary>Paths that the person may fill now.</summary>
    public required IReadOnlySet<string> OpenPaths { get; init; }

    /// <summary>Sections covered by a signature.</summary>
    public required IReadOnlySet<string> Locked { get; init; }

    public IEnumerable<WorkTaskRow> Tasks => Case.Tasks.Where(t => t.InstanceId == Row.Id);
}
