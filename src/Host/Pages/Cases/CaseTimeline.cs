using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Cases;

/// <summary>One line of a case's story.</summary>
public sealed record TimelineItem(string Title, string By, string When, string Machine, bool Signed, string? Step);

/// <summary>The story of a case, newest first.</summary>
public static class CaseTimeline
{
    /// <summary>How many are shown before "Show earlier events".</summary>
    public const int First = 5;

    public static IReadOnlyList<TimelineItem> Of(CaseSheet sheet, Organisation organisation, string? instanceId = null) =>
    [
        .. sheet.Events.Where(e => instanceId is null || e.InstanceId == instanceId).Select(e => Item(e, sheet, organisation)),
    ];

    private static TimelineItem Item(CaseEventRow row, CaseSheet sheet, Organisation organisation)
    {
        var signed = row.Kind is "signed";
        var text = signed && !row.Text.StartsWith("Signed", StringComparison.Ordinal) ? $"Signed: {row.Text}" : row.Text;
        return new TimelineItem(text, By(row, organisation), UkWords.Moment(row.At), row.At.ToString("O"), signed, StepOf(row, sheet));
    }

    private static string By(CaseEventRow row, Organisation organisation) => row switch
    {
        { ActorId: null } => "recorded by ReviewFlow",
        { ActorId: { } actor, ActingForId: { } covered } => $"by {organisation.NameOf(actor)} acting for {organisation.NameOf(covered)}",
        { ActorId: { } actor } when organisation.Person(actor) is { } person => $"by {person.Name}, {person.JobTitle}",
        _ => $"by {row.ActorId}",
    };

    private static string? StepOf(CaseEventRow row, CaseSheet sheet) =>
        sheet.Instances.FirstOrDefault(i => i.Id == row.InstanceId && !i.Hidden) is { } instance ? instance.Reference ?? instance.Title : null;
}
