using System.Globalization;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Workflows.Disputes;

/// <summary>How long a dispute would take from here.</summary>
/// <param name="Stage">Stage from which it is projected.</param>
/// <param name="SentOn">Day on which its request goes out.</param>
/// <param name="StageFourEnds">End of stage 4 if each stage takes its days.</param>
/// <param name="Limit">Last day of the whole process.</param>
public sealed record Projection(int Stage, DateOnly SentOn, DateOnly StageFourEnds, DateOnly Limit)
{
    /// <summary>Whether stage 4 would end too late.</summary>
    public bool Beyond => StageFourEnds > Limit;

    /// <summary>"If each stage takes its 5 days, stage 4 ends 9 Apr, beyond 30 Mar: consider a later stage."</summary>
    public string Sentence
    {
        get
        {
            var ends = $"If each stage takes its {DisputeRules.StageDays.ToString(CultureInfo.InvariantCulture)} days, stage 4 ends {UkWords.Date(StageFourEnds)}";
            return Beyond ? $"{ends}, beyond {UkWords.Date(Limit)}: consider a later stage." : $"{ends}. The whole process may take until {UkWords.Date(Limit)}.";
        }
    }
}

/// <summary>Rules of the formal stages (S4; IRO Handbook 6.2).</summary>
public static class DisputeRules
{
    /// <summary>Working days of a stage.</summary>
    public const int StageDays = 5;

    /// <summary>Working days of the whole.</summary>
    public const int TotalDays = 20;

    /// <summary>The level is fixed by the step (ruling 21); another one in the form is refused.</summary>
    public static RuleAnswer Level(string? answered, int stage)
    {
        var right = $"Stage {stage.ToString(CultureInfo.InvariantCulture)}";
        return answered is null || answered == right
            ? RuleAnswer.Ok
            : RuleAnswer.Invalid($"Level of Dispute is {right} because this step is stage {stage}. If the stage was opened wrongly, ask the IRO Manager to void it");
    }

    /// <summary>Going on to a stage: forwards only, and leaving stages out needs a reason. 0 is the QAP.</summary>
    public static RuleAnswer Proceed(int from, int to, string? reason)
    {
        if (to <= from || to > 4)
            return RuleAnswer.Conflict($"Stage {to.ToString(CultureInfo.InvariantCulture)} cannot follow here.");
        return NextActions.Skipped(from, to).Count > 0 && string.IsNullOrWhiteSpace(reason)
            ? RuleAnswer.Invalid("Write why stages are left out")
            : RuleAnswer.Ok;
    }

    /// <summary>The day on which stage 4 would end, if the next request goes out on a day and every stage takes its days.</summary>
    /// <param name="stage">The stage that asks next, 1 to 4.</param>
    /// <param name="sentOn">Day of sending; day 0 of that stage.</param>
    /// <param name="dateOfDispute">Day 0 of the whole; null before it is confirmed, then <paramref name="sentOn"/> is taken.</param>
    /// <param name="calendar">The process's calendar.</param>
    public static Projection Project(int stage, DateOnly sentOn, DateOnly? dateOfDispute, WorkingDayCalendar calendar)
    {
        var end = sentOn;
        for (var each = stage; each <= 4; each++)
            end = WorkingDays.Add(calendar, end, StageDays);
        return new Projection(stage, sentOn, end, WorkingDays.Add(calendar, dateOfDispute ?? sentOn, TotalDays));
    }

    /// <summary>
    /// Rows of an action table to carry into the next step: those not decided "Resolved". Only what was asked goes
    /// along; updates and decisions stay behind. Each row says where it comes from (<c>carriedFrom</c>).
    /// </summary>
    /// <param name="rows">Rows of the step that ended.</param>
    /// <param name="keep">Columns that go along (issue, category, actionNeeded, owner, dueBy).</param>
    /// <param name="decisionColumn">Column with the decision.</param>
    /// <param name="reference">Reference of the step that ended.</param>
    public static JsonArray CarryForward(JsonArray rows, IReadOnlyList<string> keep, string decisionColumn, string reference)
    {
        var carried = new JsonArray();
        foreach (var row in rows.OfType<JsonObject>().Where(r => (string?)r[decisionColumn] is not ("Resolved" or "resolved")))
        {
            var next = new JsonObject { ["id"] = row["id"]?.DeepClone() };
            foreach (var column in keep.Where(row.ContainsKey))
                next[column] = row[column]?.DeepClone();
            next["carriedFrom"] = new JsonObject { ["reference"] = reference, ["row"] = row["id"]?.DeepClone() };
            carried.Add((JsonNode)next);
        }

        return carried;
    }
}
