using ReviewFlow.Engine.Execution;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>The request of a step in one of its states: draft, sent, returned, answered.</summary>
public sealed record RequestBox
{
    /// <summary>draft, sent or returned, as the task's phase says.</summary>
    public required string Phase { get; init; }
    public required string Title { get; init; }
    public IReadOnlyList<RecipientLine> Recipients { get; init; } = [];

    /// <summary>Who could be asked, before sending.</summary>
    public IReadOnlyList<SuggestedRecipient> Suggested { get; init; } = [];

    /// <summary>Everybody else who could be chosen.</summary>
    public IReadOnlyList<StaffMember> Others { get; init; } = [];

    /// <summary>The sender's note; of a returned request the note of whoever returned it.</summary>
    public string? Note { get; init; }
    public DateTimeOffset? SentAt { get; init; }
    public DateTimeOffset? ReplyBy { get; init; }

    /// <summary>"1 working day left".</summary>
    public string? Left { get; init; }

    /// <summary>"Record no response", with the moment from which it can be chosen; null where it is not offered.</summary>
    public TaskAction? NoResponse { get; init; }
    public bool NoResponseNow { get; init; }
    public IReadOnlyList<TaskAction> Actions { get; init; } = [];

    public bool Can(string action) => Actions.Any(a => a.Key == action);
}

/// <summary>Somebody who was asked.</summary>
public sealed record RecipientLine(
    string TaskId, string PersonId, string Name, string JobTitle, bool Mandatory, RequestStatus Status, DateTimeOffset SentAt, DateTimeOffset? OpenedAt, DateTimeOffset? AnsweredAt);

/// <summary>Somebody to whom the request would go.</summary>
/// <param name="PersonId">Who; the cover when the person meant is away.</param>
/// <param name="Name">Their name.</param>
/// <param name="JobTitle">Their post.</param>
/// <param name="Label">What they are to this request ("Manager").</param>
/// <param name="Mandatory">Whether the step waits for them.</param>
/// <param name="Away">Said when the person meant is away.</param>
/// <param name="HasAccess">False for a restricted child whose list does not name them (ruling 24).</param>
public sealed record SuggestedRecipient(string PersonId, string Name, string JobTitle, string Label, bool Mandatory, AwayNotice? Away, bool HasAccess);
