using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ReviewFlow.Host.Forms;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>What the page of a step posts: one form, whatever button was pressed.</summary>
/// <param name="Do">The button: <c>save</c>, <c>act:send</c>, <c>add:issues.actions</c>, …</param>
/// <param name="OperationKey">Of the page that was shown and of what was posted from it.</param>
/// <param name="Revision">Revision of the task that the page showed.</param>
/// <param name="Saves">What was typed, by section.</param>
/// <param name="Posted">The whole form, for what belongs to the action itself.</param>
public sealed record StepPost(string Do, string OperationKey, int Revision, IReadOnlyList<SectionSave> Saves, IFormCollection Posted)
{
    public const string DoField = "do";
    public const string OperationField = "operation";
    public const string RevisionField = "revision";

    /// <summary>Name of the field with the version that a section began from.</summary>
    public static string VersionField(string sectionId) => $"version.{sectionId}";

    /// <summary>Reads the posted form against the form that is open to the person.</summary>
    public static StepPost Of(IFormCollection posted, StepForm? form)
    {
        return new StepPost(
            (string?)posted[DoField] ?? "save",
            KeyOf(posted),
            Number(posted[RevisionField]),
            form is null ? [] : SavesOf(posted, form.Definition, form.OpenPaths, form.Row),
            posted);
    }

    /// <summary>Button and what it is about: <c>act</c> and <c>send</c>.</summary>
    public (string Verb, string Argument) Button => Do.Split(':', 2) is [var verb, var argument] ? (verb, argument) : (Do, "");

    public string? Text(string name) => (string?)Posted[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    // The page's key and what was posted with it: a second click is the same intent, going back and typing more is another.
    private static string KeyOf(IFormCollection posted)
    {
        var said = posted.Where(f => !s_notSaid.Contains(f.Key)).OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={string.Join('\u001f', f.Value.ToArray())}");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001e', said))));
        return $"{posted[OperationField]}-{hash[..24]}";
    }

    private static readonly HashSet<string> s_notSaid = new(["__RequestVerificationToken", SignHere.ProofField], StringComparer.Ordinal);

    /// <summary>What was typed into open fields, by section.</summary>
    public static IReadOnlyList<SectionSave> SavesOf(IFormCollection posted, FormDefinition form, IReadOnlySet<string> open, string? row = null) =>
        [.. FormBinder.Bind(form, open, posted)
            .Where(s => posted.ContainsKey(VersionField(s.Key)))
            .Select(s => new SectionSave(s.Key, Number(posted[VersionField(s.Key)]), s.Value, Row: row))];

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
