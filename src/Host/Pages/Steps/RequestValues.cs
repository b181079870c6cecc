using System.Text.Json.Nodes;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>What the request box posts, as the values of the task's action.</summary>
internal static class RequestValues
{
    /// <summary>Ticked recipients.</summary>
    public const string To = "to";

    /// <summary>Recipients whose answer the step waits for.</summary>
    public const string Must = "must";

    /// <summary>One more, chosen by name.</summary>
    public const string Other = "toOther";
    public const string Note = "note";
    public const string Reason = "reason";

    /// <summary>Values of an action; a field <c>note.cancel</c> is the note of that action alone.</summary>
    public static JsonObject Of(StepPost post, string action)
    {
        var values = new JsonObject();
        if (action is "send" or "resend" or "changeRecipients") values["recipients"] = Recipients(post);
        if ((post.Text($"{Note}.{action}") ?? post.Text(Note)) is { } note) values["note"] = note;
        if (post.Text(Reason) is { } reason) values["reason"] = reason;
        return values;
    }

    private static JsonArray Recipients(StepPost post)
    {
        var must = post.Posted[Must].OfType<string>().ToHashSet(StringComparer.Ordinal);
        var people = post.Posted[To].OfType<string>().ToList();
        if (post.Text(Other) is { } other)
        {
            people.Add(other);
            // Chosen alone, the request would wait for nobody.
            if (people.Count == 1) must.Add(other);
        }

        return new JsonArray([.. people.Distinct(StringComparer.Ordinal).Select(p => (JsonNode)new JsonObject { ["person"] = p, ["mandatory"] = must.Contains(p) })]);
    }
}
