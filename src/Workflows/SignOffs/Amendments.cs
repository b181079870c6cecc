using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Workflows.SignOffs;

/// <summary>A piece of human work of the instance, as far as it says whose fields are whose.</summary>
public sealed record PartOfWork(string ActivityId, TaskKind Kind, string Role);

/// <summary>
/// Changing what was signed (SIG-3): whoever signed may change their own answers in it, never those of others. It is a
/// new version with a reason and a fresh signature over the same sections; nothing is unlocked.
/// </summary>
public static class Amendments
{
    private const string Asked = "asked";

    /// <summary>Paths that a signer may amend.</summary>
    /// <param name="form">The instance's form.</param>
    /// <param name="covers">Sections that the signature covers.</param>
    /// <param name="signed">The work by which it was signed.</param>
    /// <param name="all">All work of the instance, finished or not.</param>
    public static IReadOnlySet<string> OpenPaths(FormDefinition form, IReadOnlyCollection<string> covers, PartOfWork signed, IEnumerable<PartOfWork> all)
    {
        var own = all.Append(signed).Where(w => w.Role == signed.Role && (w.Kind == TaskKind.Request) == (signed.Kind == TaskKind.Request))
            .Select(w => w.ActivityId).ToHashSet(StringComparer.Ordinal);
        var phases = form.Sections.SelectMany(FormRules.OpensAt).Where(key => IsOwn(key, own, signed)).ToHashSet(StringComparer.Ordinal);
        var others = form.Sections.Select(s => s.Id).Except(covers).ToHashSet(StringComparer.Ordinal);
        return FormRules.OpenPaths(form, phases, others);
    }

    /// <summary>What the new signature is put under: the sections covered, as they will be.</summary>
    /// <param name="form">The instance's form.</param>
    /// <param name="covers">Sections that the signature covers.</param>
    /// <param name="saved">Sections as they are, with their versions.</param>
    /// <param name="amended">Sections that change, as they will be.</param>
    public static SignedText Text(FormDefinition form, IReadOnlyCollection<string> covers, IReadOnlyCollection<SectionContent> saved, IReadOnlyDictionary<string, JsonObject> amended) =>
        CanonicalContent.Of(form, covers, [.. saved.Select(s => amended.TryGetValue(s.SectionId, out var content) ? s with { Version = s.Version + 1, Content = content } : s)]);

    /// <summary>What a page shows before it is signed: the sections as they will be with what was typed.</summary>
    /// <param name="form">The instance's form.</param>
    /// <param name="covers">Sections that the signature covers.</param>
    /// <param name="open">Paths that the signer may amend.</param>
    /// <param name="saved">Sections as they are, with their versions.</param>
    /// <param name="typed">What was typed, by section.</param>
    public static SignedText Preview(
        FormDefinition form, IReadOnlyCollection<string> covers, IReadOnlySet<string> open, IReadOnlyCollection<SectionContent> saved, IReadOnlyDictionary<string, JsonObject> typed)
    {
        var amended = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var (id, values) in typed)
        {
            var now = saved.FirstOrDefault(s => s.SectionId == id)?.Content ?? [];
            var merged = FormMerge.ThreeWay(form.Sections.First(s => s.Id == id), now, now, values, open, new OtherEditor("", default));
            if (merged.Changed.Count > 0)
                amended[id] = merged.Merged;
        }

        return Text(form, covers, saved, amended);
    }

    // The same step is the owner's in one phase and the recipients' in another.
    private static bool IsOwn(string key, HashSet<string> activities, PartOfWork signed) =>
        key.Split('.', 2) is [var activity, var phase] && activities.Contains(activity) && (phase == Asked) == (signed.Kind == TaskKind.Request);
}
