using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows;

namespace ReviewFlow.Host.Pages.Cases;

/// <summary>One request of a step: who asked whom, by when, with which note, and what came of it.</summary>
public sealed record RequestLine(string Title, string To, string? From, string Sent, string? Due, string? Note, string Result)
{
    public static IReadOnlyList<RequestLine> Of(CaseSheet sheet, string instanceId, Reading reading) =>
    [
        .. sheet.Tasks.Where(t => t.InstanceId == instanceId && t.Kind == TaskKind.Request).Select(t => Line(t, reading)),
    ];

    private static RequestLine Line(WorkTaskRow row, Reading reading) => new(
        row.Title,
        CaseWork.Holder(row, reading.Organisation),
        row.SentBy is { } sender ? reading.NameOf(sender) : null,
        UkWords.Moment(row.OpenedAt),
        row.DueAt is { } due ? row.FirstDueAt is { } first && first != due ? $"{UkWords.Moment(due)} (first {UkWords.Moment(first)})" : UkWords.Moment(due) : null,
        row.Note,
        ResultOf(row, reading));

    private static string ResultOf(WorkTaskRow row, Reading reading)
    {
        if (row.Status == WorkTaskStatus.Open) return "Not answered yet";
        var late = row is { DueAt: { } due, ClosedAt: { } closed } && closed > due ? ", late" : "";
        var when = row.ClosedAt is { } at ? UkWords.Moment(at) : "";
        return row switch
        {
            { Status: WorkTaskStatus.Cancelled } => $"Withdrawn {when}",
            { Outcome: "return" } => $"Returned by {reading.NameOf(row.ClosedBy)} {when}",
            _ => $"Answered by {reading.NameOf(row.ClosedBy)} {when}{late}",
        };
    }
}
