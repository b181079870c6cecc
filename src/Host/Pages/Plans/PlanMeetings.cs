using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.Versions;

namespace ReviewFlow.Host.Pages.Plans;

/// <summary>One meeting about a plan, as everybody who takes part may read it.</summary>
/// <param name="Id">Id of its step.</param>
/// <param name="Number">The first is 1. One that was not held may share its number with the next.</param>
/// <param name="On">Its day; null while it is being arranged.</param>
/// <param name="State">How far it is, in words.</param>
/// <param name="IsAhead">Whether it was arranged and is still to be held.</param>
/// <param name="Place">Time and place, as they were typed.</param>
/// <param name="Parts">What stands: the invitation, then who came and what was agreed, then the minutes. Nothing that is still being written.</param>
public sealed record PlanMeeting(string Id, int Number, DateOnly? On, string State, bool IsAhead, string Place, IReadOnlyList<FrozenSection> Parts);

/// <summary>Reads the meetings of a plan with their minutes (S3, "Improvement Planning Meetings").</summary>
public sealed class PlanMeetings(ReviewFlowDbContext db, DefinitionStore definitions)
{
    private const string Definition = "pip-meeting";

    // What stands once the work of a phase is done, in order.
    private static readonly (string Phase, string[] Sections)[] s_stands = [("arrange.open", ["invitation"]), ("hold.open", ["attendance", "agreed"]), ("minutes.open", ["minutes"])];

    /// <summary>The meetings, the newest first. The caller has asked whether the person may read the plan.</summary>
    public async Task<IReadOnlyList<PlanMeeting>> ReadAsync(CaseHead head, CancellationToken cancellation)
    {
        var steps = head.Instances.Where(i => i.DefinitionId == Definition).OrderBy(i => i.Number).ToList();
        var ids = steps.Select(s => s.Id).ToList();
        var documents = await db.Documents.AsNoTracking().Where(d => ids.Contains(d.InstanceId)).ToListAsync(cancellation);
        var tasks = await db.WorkTasks.AsNoTracking().Where(t => ids.Contains(t.InstanceId) && t.Status == WorkTaskStatus.Open).ToListAsync(cancellation);
        var meetings = new List<PlanMeeting>();
        foreach (var (step, at) in steps.Select((s, at) => (s, at)))
        {
            var form = await definitions.FormAsync(step.FormId!, step.FormVersion!.Value, cancellation);
            var written = documents.Where(d => d.InstanceId == step.Id).ToDictionary(d => d.SectionId, d => new SectionContent(d.SectionId, d.Version, (JsonObject)JsonNode.Parse(d.Content)!), StringComparer.Ordinal);
            var phase = tasks.Where(t => t.InstanceId == step.Id).Select(TaskFace.PhaseKey).FirstOrDefault();
            meetings.Add(Meeting(step, NumberOf(step) ?? at + 1, phase, new VersionBuilder(form, written, head.Entry.Organisation.NameOf, (_, _, _) => null), written));
        }

        meetings.Reverse();
        return meetings;
    }

    // Counted by the process; one that was not held gives its number to the next.
    private static int? NumberOf(InstanceRow step) => step.Input is { } input && JsonNode.Parse(input)?["number"] is JsonValue number && number.TryGetValue<int>(out var counted) ? counted : null;

    private static PlanMeeting Meeting(InstanceRow step, int number, string? phase, VersionBuilder builder, Dictionary<string, SectionContent> written)
    {
        var done = Array.FindIndex(s_stands, s => s.Phase == phase) is var at && at >= 0 ? at : s_stands.Length;
        var held = done > 1 && written.ContainsKey("agreed");
        if (phase is null && !held) done = 0;
        var invitation = done > 0 ? written.GetValueOrDefault("invitation")?.Content : null;
        DateOnly? on = FieldTypes.TryDate(invitation?["on"], out var day) ? day : null;
        return new PlanMeeting(
            step.Id,
            number,
            on,
            (done, held) switch
            {
                (0, _) when phase is not null => "Being arranged",
                (0, _) => step.Status == WorkflowStatus.Running ? "Waits: it is proposed to conclude the plan instead" : "Not held",
                (1, _) => "Arranged",
                (2, _) => "Held; the minutes are being written",
                _ => "Held; the minutes are complete",
            },
            done == 1,
            string.Join(", ", new[] { invitation?["time"], invitation?["place"] }.Select(p => p?.ToString()).Where(p => p is { Length: > 0 })),
            [.. builder.Sections([.. s_stands.Take(done).SelectMany(s => s.Sections)]).Where(s => !s.IsEmpty)]);
    }
}
