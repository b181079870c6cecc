using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Persistence.Work;

/// <summary>A row of <see cref="InboxSql.Page"/>.</summary>
internal sealed record InboxSource(
    WorkTaskRow Row, bool HasNote, string Process, string? Reference, string? SubjectName, string? SubjectExternalId, bool Restricted, string? SentByName,
    DateTimeOffset? DueAt)
{
    public static InboxSource Read(NpgsqlDataReader r) => new(
        Task(r), r.GetBoolean(16), r.GetString(27), r.TextOrNull(28), r.TextOrNull(30), r.TextOrNull(31), !r.IsDBNull(32) && r.GetBoolean(32), r.TextOrNull(33), r.MomentOrNull(35));

    private static WorkTaskRow Task(NpgsqlDataReader r) => new()
    {
        Id = r.GetString(0),
        CaseId = r.GetString(1),
        InstanceId = r.GetString(2),
        SubjectId = r.TextOrNull(3),
        ActivityId = r.GetString(4),
        Kind = r.Word<TaskKind>(5),
        Title = r.GetString(6),
        Phase = r.GetString(7),
        Role = r.GetString(8),
        AssigneeId = r.TextOrNull(9),
        ActingForId = r.TextOrNull(10),
        TeamId = r.TextOrNull(11),
        Status = r.Word<WorkTaskStatus>(12),
        Revision = r.GetInt32(13),
        Priority = r.GetInt32(14),
        SentBy = r.TextOrNull(15),
        WaitsFor = r.Texts(17),
        ScheduledFor = r.DayOrNull(18),
        DueAt = r.MomentOrNull(19),
        FirstDueAt = r.MomentOrNull(20),
        OpenedAt = r.Moment(21),
        StartedAt = r.MomentOrNull(22),
        ClosedAt = r.MomentOrNull(23),
        Outcome = r.TextOrNull(24),
        Actions = r.GetString(25),
        Details = r.TextOrNull(26),
        Area = r.GetString(29),
        CandidateIds = [],
        Excluded = [],
        Rule = "",
    };
}

/// <summary>A request that was sent from a step, however it stands.</summary>
internal sealed record RequestSource(
    string Id, string InstanceId, string ActivityId, string? Name, string Role, WorkTaskStatus Status, string? Outcome, DateTimeOffset OpenedAt,
    DateTimeOffset? ClosedAt, string? Details, string? PersonId, TaskKind Kind)
{
    public static RequestSource Read(NpgsqlDataReader r) => new(
        r.GetString(0), r.GetString(1), r.GetString(2), r.TextOrNull(3), r.GetString(4), r.Word<WorkTaskStatus>(5), r.TextOrNull(6), r.Moment(7),
        r.MomentOrNull(8), r.TextOrNull(9), r.TextOrNull(10), r.Word<TaskKind>(11));

    /// <summary>
    /// The latest round to each recipient of the step, while its request runs; and the answers in whose moment this work came.
    /// </summary>
    public static IEnumerable<SentRequest> Of(WorkTaskRow work, IEnumerable<RequestSource> ofInstance)
    {
        if (work.Kind == TaskKind.Request) return [];
        var own = ofInstance.Where(r => work.WaitsFor.Contains(r.Id)
            || (r.Kind == TaskKind.Request && r.ActivityId == work.ActivityId && r.OpenedAt >= work.OpenedAt && work.Phase != "draft")).ToList();
        var brought = own.Count > 0 || work.StartedAt is not null ? [] : ofInstance.Where(r => r.Kind == TaskKind.Request && r.ClosedAt == work.OpenedAt && r.Standing == RequestStatus.Completed);
        return own.Concat(brought).DistinctBy(r => r.PersonId ?? r.Id, StringComparer.Ordinal)
            .Select(r => new SentRequest(r.Id, r.Name ?? "nobody yet", r.RoleTitle, r.Mandatory, r.Standing));
    }

    private RequestStatus Standing => (Status, Outcome) switch
    {
        (WorkTaskStatus.Open, _) => RequestStatus.Open,
        (WorkTaskStatus.Done, "return") => RequestStatus.Returned,
        (WorkTaskStatus.Done, _) => RequestStatus.Completed,
        _ => RequestStatus.Cancelled,
    };

    private JsonNode? Detail(string name) => Details is null ? null : JsonNode.Parse(Details)?[name];

    private bool Mandatory => Detail("mandatory") is not JsonValue value || !value.TryGetValue<bool>(out var mandatory) || mandatory;

    private string? RoleTitle
    {
        get
        {
            var role = Detail("role")?.ToString() ?? Role;
            return RoleExpression.Parse(role) switch
            {
                { Name: "stageManager" } stage => Roles.Title(StageManagers.Role(stage.Stage)),
                { Name: "user" or "team" } or null => null,
                { } known => Roles.Title(known.Name),
            };
        }
    }
}
