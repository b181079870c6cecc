using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Actions;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Events;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Cases;

/// <summary>One case as it was read under its lock, and what is to be written of it.</summary>
internal sealed class OpenedCase(CaseRow row, bool isNew)
{
    public CaseRow Row { get; } = row;

    public bool IsNew { get; } = isNew;

    /// <summary>As it was read, before anything was done.</summary>
    public CaseStatus WasStatus { get; } = row.Status;

    /// <summary>People whose unread notices this commit changes.</summary>
    public HashSet<string> Noticed { get; } = new(StringComparer.Ordinal);

    /// <summary>What other systems are told of this commit and that no row shows by itself.</summary>
    public List<CaseEvent> Told { get; } = [];

    public Dictionary<string, OpenedInstance> Instances { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, OpenedTask> Tasks { get; } = new(StringComparer.Ordinal);

    public Dictionary<(string InstanceId, string SectionId), OpenedDocument> Documents { get; } = [];

    public List<AlertRow> Alerts { get; } = [];

    /// <summary>Versions that were frozen in this commit and stand in no row yet.</summary>
    public List<FrozenVersionRow> Frozen { get; } = [];

    /// <summary>The case's actions in the register, by id.</summary>
    public Dictionary<string, OpenedAction> Actions { get; } = new(StringComparer.Ordinal);

    public CaseRegister Register => new(this);

    /// <summary>Alarms that were due when a worker locked the case.</summary>
    public List<DueTimer> DueTimers { get; } = [];

    public List<ImmediateConcernRow> Concerns { get; } = [];

    public Subject Subject { get; set; } = NoSubject;

    /// <summary>Instances from which something was sent to somebody, answered or not.</summary>
    public HashSet<string> Sent { get; } = new(StringComparer.Ordinal);

    /// <summary>Who is named on the case under which role.</summary>
    public CaseParticipants Participants { get; } = new();

    public HashSet<string> Holders { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, DateOnly?> Grants { get; } = new(StringComparer.Ordinal);

    public HashSet<string> AttachmentCategories { get; } = new(StringComparer.Ordinal);

    /// <summary>Contents that the page had shown, by section and version.</summary>
    public Dictionary<(string SectionId, int Version), JsonObject> Shown { get; } = [];

    public JsonObject Fields { get; } = (JsonObject)JsonNode.Parse(row.Fields)!;

    /// <summary>Whether this commit changed a plan whose actions are followed up.</summary>
    public bool PlanChanged { get; set; }

    /// <summary>Rows that are only ever added, and small changes, in order.</summary>
    public List<NpgsqlBatchCommand> Writes { get; } = [];

    public IEnumerable<WorkTaskRow> OpenTasks => Tasks.Values.Select(t => t.Row).Where(t => t.Status == WorkTaskStatus.Open);

    public CaseFacts Facts(OpenedInstance? instance = null) => new()
    {
        CaseId = Row.Id,
        ProcessArea = Row.Area,
        Subject = Subject,
        Participants = Participants.ByRole,
        InHouse = Row.InHouse,
        TaskHolders = Holders,
        Grants = Grants,
        Closed = Row.Status != CaseStatus.Open,
        QueueTeams = OpenTasks.Where(t => t is { TeamId: not null, AssigneeId: null }).Select(t => t.TeamId!).ToHashSet(StringComparer.Ordinal),
        // In an area with roles of its own a review is a draft until it is handed in.
        Draft = AreaRoles.Ids.Contains(Row.Area) ? CaseFactsReader.IsDraft(Row) : instance is not null && !Sent.Contains(instance.Row.Id),
        OpenedBy = Row.OpenedBy,
        Technical = Row.SubjectId is null,
    };

    /// <summary>What stands for a subject where a case has none (a technical run).</summary>
    public static readonly Subject NoSubject = new() { Id = "", ExternalId = "", Name = "", BornOn = default, TeamId = "" };
}

/// <summary>An instance; its state is read only when it is needed.</summary>
internal sealed class OpenedInstance(InstanceRow row, bool isNew)
{
    private WorkflowState? _state;

    public InstanceRow Row { get; } = row;

    public bool IsNew { get; } = isNew;

    public WorkflowStatus WasStatus { get; } = row.Status;

    public bool Changed { get; set; }

    /// <summary>Null before the first burst.</summary>
    public WorkflowState? State
    {
        get => _state ??= Row.State.Length == 0 ? null : StateSerializer.Deserialize(Row.State);
        set
        {
            _state = value;
            Changed = true;
        }
    }
}

internal sealed record DueTimer(string BookmarkId, string CaseId, string InstanceId);

internal sealed class OpenedTask(WorkTaskRow row, bool isNew)
{
    public WorkTaskRow Row { get; } = row;

    public bool IsNew { get; } = isNew;

    public string? WasAssignee { get; } = row.AssigneeId;

    public string? WasTeam { get; } = row.TeamId;

    public DateTimeOffset? WasDue { get; } = row.DueAt;

    public bool Changed { get; set; }

    public bool Closed { get; set; }
}

internal sealed class OpenedDocument(DocumentRow row)
{
    private JsonObject? _content;

    public DocumentRow Row { get; } = row;

    public bool Changed { get; set; }

    public bool NewVersion { get; set; }

    /// <summary>Why a signed section got this version; null for ordinary work.</summary>
    public string? AmendedBecause { get; set; }

    public JsonObject Content => _content ??= (JsonObject)JsonNode.Parse(Row.Content)!;

    public void Replace(JsonObject content)
    {
        _content = content;
        Row.Content = content.ToJsonString();
        Row.Version++;
        Changed = NewVersion = true;
    }
}
