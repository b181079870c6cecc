using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Workflows.Actions;

/// <summary>RAG in the rows of a register table: what a row says, what may not be said, and who confirmed what.</summary>
public static class RagRows
{
    /// <summary>What a row says of its status.</summary>
    /// <param name="rag">The columns.</param>
    /// <param name="row">The row.</param>
    /// <param name="dueOn">The date agreed now.</param>
    public static RagFacts Facts(FormRag rag, JsonObject row, DateOnly? dueOn) => new(
        dueOn,
        Ticked(row[rag.OffTarget]),
        Day(row[rag.CompletedOn]),
        LogEntries.Read(row[rag.Progress]).Count > 0,
        RagRules.Parse(FieldTypes.Text(row[rag.Status])),
        RagRules.Parse(FieldTypes.Text(row[TableRows.RagFor])));

    /// <summary>
    /// What is wrong with a change of status: Green needs its day, another colour than the suggested one a comment,
    /// leaving Green a reason, and no colour is no answer.
    /// </summary>
    public static IEnumerable<FieldProblem> Problems(FormSection section, FormField table, FormRag rag, JsonObject? before, JsonObject after, DateOnly? dueOn, DateOnly today)
    {
        var (was, now) = (Colour(rag, before), Colour(rag, after));
        FieldProblem At(string column, string message) => new(section.Id, FormPath.Cell(table.Id, TableRows.IdOf(after) ?? "new", column), message);
        if (Day(after[rag.CompletedOn]) > today)
            yield return At(rag.CompletedOn, "It cannot be completed in the future");
        if (now is null)
        {
            if (was is not null) yield return At(rag.Status, "Choose Red, Amber or Green");
            yield break;
        }

        if (now == RagColour.Green && Day(after[rag.CompletedOn]) is null)
            yield return At(rag.CompletedOn, "Enter the day on which it was completed: Green means completed");
        if (was == RagColour.Green && now != RagColour.Green)
        {
            if (!Explained(rag, before, after)) yield return At(rag.Comment, "Write why this action is not Green any more");
        }
        else if (now != was && now != RagRules.Suggest(Facts(rag, after, dueOn), today) && !Explained(rag, before, after))
        {
            var suggested = RagRules.On(Facts(rag, after, dueOn), today);
            yield return At(rag.Comment, $"{suggested.Suggested} is suggested because {suggested.Because}. Write a comment to choose {now} instead");
        }
    }

    /// <summary>Notes who confirmed a colour and for what suggestion, when somebody just did.</summary>
    public static void Stamp(FormRag rag, JsonObject? before, JsonObject after, DateOnly? dueOn, string by, DateTimeOffset at, DateOnly today)
    {
        var (was, now) = (Colour(rag, before), Colour(rag, after));
        if (now is null || (now == was && !Explained(rag, before, after)))
            return;
        // What was not completed after all has no day of completion.
        if (was == RagColour.Green && now != RagColour.Green)
            after[rag.CompletedOn] = null;
        after[TableRows.RagFor] = RagRules.Suggest(Facts(rag, after, dueOn), today).ToString();
        (after[TableRows.RagBy], after[TableRows.RagAt]) = (by, at.ToString("O"));
    }

    private static bool Explained(FormRag rag, JsonObject? before, JsonObject after) =>
        FieldTypes.Text(after[rag.Comment])?.Trim() is { Length: > 0 } comment && comment != FieldTypes.Text(before?[rag.Comment])?.Trim();

    private static RagColour? Colour(FormRag rag, JsonObject? row) => RagRules.Parse(FieldTypes.Text(row?[rag.Status]));

    private static DateOnly? Day(JsonNode? value) => FieldTypes.TryDate(value, out var day) ? day : null;

    private static bool Ticked(JsonNode? value) => value?.GetValueKind() == JsonValueKind.True;
}
