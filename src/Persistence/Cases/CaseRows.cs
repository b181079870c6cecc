using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.Actions;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Cases;

/// <summary>Rows of <see cref="CaseReads"/>, column by column.</summary>
internal static class CaseRows
{
    public static CaseRow Case(NpgsqlDataReader r) => new()
    {
        Id = r.GetString(0),
        Reference = r.TextOrNull(1),
        Title = r.GetString(2),
        Area = r.GetString(3),
        SubjectId = r.TextOrNull(4),
        Status = r.Word<CaseStatus>(5),
        OpenedAt = r.Moment(6),
        OpenedBy = r.GetString(7),
        EndedAt = r.MomentOrNull(8),
        Fields = r.GetString(9),
        Stage = r.TextOrNull(10),
        Outcome = r.TextOrNull(11),
        DateOfDispute = r.DayOrNull(12),
        TotalClockDue = r.MomentOrNull(13),
        EventNumber = r.GetInt32(14),
        OutboxNumber = r.GetInt32(15),
        InstanceNumber = r.GetInt32(16),
        AuditNumber = r.GetInt32(17),
        AuditHead = r.GetString(18),
        Claim = r.TextOrNull(19),
        InHouse = r.GetBoolean(20),
    };

    public static FrozenVersionRow FrozenVersion(NpgsqlDataReader r) => new()
    {
        Id = r.GetString(0),
        CaseId = r.GetString(1),
        InstanceId = r.GetString(2),
        Number = r.GetInt32(3),
        Title = r.GetString(4),
        DateOfPlan = r.GetFieldValue<DateOnly>(5),
        CompletedBy = r.GetString(6),
        Content = r.GetString(7),
        ContentHash = r.GetString(8),
        MadeAt = r.Moment(9),
        MadeBy = r.TextOrNull(10),
    };

    public static ImprovementActionRow Action(NpgsqlDataReader r) => new()
    {
        Id = r.GetString(0),
        CaseId = r.GetString(1),
        InstanceId = r.GetString(2),
        Area = r.GetString(3),
        SectionId = r.GetString(4),
        TableId = r.GetString(5),
        RowId = r.GetString(6),
        Number = r.GetInt32(7),
        Text = r.TextOrNull(8),
        Theme = r.TextOrNull(9),
        OwnerId = r.TextOrNull(10),
        Standing = r.TextOrNull(11),
        State = r.Word<ActionState>(12),
        FirstDueOn = r.DayOrNull(13),
        DueOn = r.DayOrNull(14),
        AddressedAt = r.MomentOrNull(15),
        ImpactDueOn = r.DayOrNull(16),
        ImpactCheckedAt = r.MomentOrNull(17),
        TaskId = r.TextOrNull(18),
        CarriedFrom = r.TextOrNull(19),
        Revision = r.GetInt32(20),
        OpenedAt = r.Moment(21),
        ChangedAt = r.Moment(22),
        Rag = r.TextOrNull(23),
        RagFor = r.TextOrNull(24),
        OffTarget = r.GetBoolean(25),
        CompletedOn = r.DayOrNull(26),
        Started = r.GetBoolean(27),
    };

    public static InstanceRow Instance(NpgsqlDataReader r) => new()
    {
        Id = r.GetString(0),
        CaseId = r.GetString(1),
        Number = r.GetInt32(2),
        DefinitionId = r.GetString(3),
        VersionId = r.GetString(4),
        ParentId = r.TextOrNull(5),
        ParentBookmarkId = r.TextOrNull(6),
        Title = r.GetString(7),
        Reference = r.TextOrNull(8),
        Area = r.GetString(9),
        FormId = r.TextOrNull(10),
        FormVersion = r.NumberOrNull(11),
        Hidden = r.GetBoolean(12),
        Status = r.Word<WorkflowStatus>(13),
        SubStatus = r.Word<WorkflowSubStatus>(14),
        State = r.IsDBNull(15) ? [] : r.Bytes(15),
        Revision = r.GetInt32(16),
        JournalNumber = r.GetInt32(17),
        Input = r.TextOrNull(18),
        StartedAt = r.Moment(19),
        StartedBy = r.GetString(20),
        EndedAt = r.MomentOrNull(21),
        VoidedAt = r.MomentOrNull(22),
        VoidReason = r.TextOrNull(23),
        CorrelationId = r.TextOrNull(24),
    };

    public static WorkTaskRow Task(NpgsqlDataReader r) => new()
    {
        Id = r.GetString(0),
        CaseId = r.GetString(1),
        InstanceId = r.GetString(2),
        SubjectId = r.TextOrNull(3),
        Area = r.GetString(4),
        ActivityId = r.GetString(5),
        Kind = r.Word<TaskKind>(6),
        Title = r.GetString(7),
        Phase = r.GetString(8),
        FormId = r.TextOrNull(9),
        Role = r.GetString(10),
        AssigneeId = r.TextOrNull(11),
        ActingForId = r.TextOrNull(12),
        TeamId = r.TextOrNull(13),
        CandidateIds = r.Texts(14),
        Rule = r.GetString(15),
        Excluded = r.Texts(16),
        Status = r.Word<WorkTaskStatus>(17),
        Revision = r.GetInt32(18),
        Priority = r.GetInt32(19),
        SentBy = r.TextOrNull(20),
        Note = r.TextOrNull(21),
        WaitsFor = r.Texts(22),
        ScheduledFor = r.DayOrNull(23),
        DueAt = r.MomentOrNull(24),
        FirstDueAt = r.MomentOrNull(25),
        OpenedAt = r.Moment(26),
        StartedAt = r.MomentOrNull(27),
        ClosedAt = r.MomentOrNull(28),
        ClosedBy = r.TextOrNull(29),
        ClosedActingForId = r.TextOrNull(30),
        Outcome = r.TextOrNull(31),
        ReassignedByHand = r.GetBoolean(32),
        Actions = r.GetString(33),
        Details = r.TextOrNull(34),
    };

    public static DocumentRow Document(NpgsqlDataReader r) => new()
    {
        InstanceId = r.GetString(0),
        SectionId = r.GetString(1),
        CaseId = r.GetString(2),
        Version = r.GetInt32(3),
        Content = r.GetString(4),
        ChangedAt = r.Moment(5),
        ChangedBy = r.GetString(6),
        ChangedActingForId = r.TextOrNull(7),
        SignatureId = r.TextOrNull(8),
    };

    public static AlertRow Alert(NpgsqlDataReader r) => new()
    {
        Id = r.GetString(0),
        CaseId = r.GetString(1),
        InstanceId = r.GetString(2),
        BookmarkId = r.GetString(3),
        Rung = r.GetString(4),
        Template = r.GetString(5),
        PersonIds = r.Texts(6),
        Critical = r.GetBoolean(7),
        DueAt = r.Moment(8),
        RaisedAt = r.Moment(9),
    };

    public static ImmediateConcernRow Concern(NpgsqlDataReader r) => new()
    {
        Id = r.GetString(0),
        CaseId = r.GetString(1),
        RaisedBy = r.GetString(2),
        RaisedAt = r.Moment(3),
        RungWhom = r.GetString(4),
        RungAt = r.Moment(5),
        Note = r.TextOrNull(6),
        Chain = r.Texts(7),
        Told = r.GetInt32(8),
        NextAt = r.MomentOrNull(9),
    };

    public static SignatureRow Signature(NpgsqlDataReader r) => new()
    {
        Id = r.GetString(0),
        CaseId = r.GetString(1),
        InstanceId = r.GetString(2),
        TaskId = r.GetString(3),
        Action = r.GetString(4),
        SignerId = r.GetString(5),
        SignerName = r.GetString(6),
        SignerTitle = r.GetString(7),
        Role = r.GetString(8),
        ActingForId = r.TextOrNull(9),
        SignedAt = r.Moment(10),
        SignedLocal = r.GetString(11),
        Declaration = r.GetString(12),
        DefinitionVersionId = r.GetString(13),
        Sections = r.GetString(14),
        ContentHash = r.GetString(15),
        Canonical = r.GetString(16),
        Method = r.GetString(17),
        AuthenticatedAt = r.Moment(18),
        SupersededAt = r.MomentOrNull(19),
    };

    public static AccessRequestRow AccessRequest(NpgsqlDataReader r) => new()
    {
        Id = r.GetString(0),
        CaseId = r.GetString(1),
        PersonId = r.GetString(2),
        Until = r.GetFieldValue<DateOnly>(3),
        Reason = r.GetString(4),
        AskedBy = r.GetString(5),
        AskedActingForId = r.TextOrNull(6),
        AskedAt = r.Moment(7),
        DecidedAt = r.MomentOrNull(8),
    };

    public static Subject Subject(NpgsqlDataReader r) => new()
    {
        Id = r.GetString(0),
        ExternalId = r.GetString(1),
        Name = r.GetString(2),
        BornOn = r.GetFieldValue<DateOnly>(3),
        Gender = r.TextOrNull(4),
        Ethnicity = r.TextOrNull(5),
        LegalStatus = r.TextOrNull(6),
        Placement = r.TextOrNull(7),
        Language = r.TextOrNull(8),
        NextReviewOn = r.DayOrNull(9),
        TeamId = r.GetString(10),
        SocialWorkerId = r.TextOrNull(11),
        IroId = r.TextOrNull(12),
        Restricted = r.GetBoolean(13),
        Kind = r.Word<SubjectKind>(14),
    };
}
