using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Plans;

/// <summary>Who takes part beside the four who must: every party brings its own people, and the lead may object with a reason (ruling 35).</summary>
public sealed class GroupModel(PlanReader reader, CaseTransaction cases) : AskPage
{
    public const string Version = "version";
    private const string Section = "group";
    private const string Table = "members";

    public PlanView Plan { get; private set; } = null!;

    /// <summary>Version of the list that is answered to.</summary>
    public int Base { get; private set; }

    public IReadOnlyList<JsonObject> Members { get; private set; } = [];

    public bool MayBring => FormPath.IsOpen(Plan.Instance.OpenPaths, Section, Table, "new", "name");

    public bool MayObject => FormPath.IsOpen(Plan.Instance.OpenPaths, Section, Table, "new", "objection");

    /// <summary>In what capacity somebody can take part.</summary>
    public IReadOnlyList<FormChoice> Capacities => Plan.Instance.Form!.Sections.First(s => s.Id == Section).Fields.First(f => f.Id == Table).Columns.First(c => c.Id == "capacity").Choices;

    /// <summary>Accounts that can be named: those from outside whose account is for this home and, by colleagues, colleagues.</summary>
    public IReadOnlyList<(string Id, string Name)> Accounts =>
    [
        .. Plan.Head.Entry.Organisation.Nameable(Plan.Head.Entry.Facts!.Subject, Plan.Head.Case.Id)
            .Where(p => Plan.Head.Entry.Organisation.InPost(p, Plan.Head.Entry.Today) && (!Plan.Outside || Plan.Head.Entry.Organisation.External(p) is not null)).Select(p => (p, Plan.Head.Entry.Organisation.NameOf(p))).OrderBy(p => p.Item2, StringComparer.CurrentCulture),
    ];

    public async Task<IActionResult> OnGetAsync(string caseId, CancellationToken cancellation) => await LoadAsync(caseId, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string caseId, CancellationToken cancellation)
    {
        if (!await LoadAsync(caseId, cancellation)) return NotFound();
        var post = await PostAsync(null, cancellation);
        var shown = int.TryParse((string?)post.Posted[Version], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : Base;
        var objects = post.Button.Verb == "object";
        var save = objects ? Objection(post, post.Button.Argument, shown) : Member(post, shown);
        return await cases.ApplyAsync(new SaveSections(post.OperationKey, User.Actor(), Plan.Instance.Row.Id, [save]), cancellation) switch
        {
            CaseOutcome.Refused { Kind: RefusalKind.NotFound } => NotFound(),
            CaseOutcome.Refused { Problems: [var first, ..] } refused => Again(new CaseOutcome.Refused(refused.Kind, first.Message), first.Path[(first.Path.LastIndexOf('.') + 1)..]),
            CaseOutcome.Refused refused => Again(refused),
            _ => Redirect($"/plans/{caseId}/group"),
        };
    }

    private static SectionSave Objection(StepPost post, string row, int shown) => new(
        Section, shown, new JsonObject { [Table] = new JsonArray(new JsonObject { ["id"] = row, ["objection"] = post.Text($"objection.{row}") }) }, Row: row);

    private SectionSave Member(StepPost post, int shown)
    {
        var member = new JsonObject { ["id"] = $"m{post.OperationKey}" };
        foreach (var column in new[] { "name", "capacity", "organisation", "person" }) member[column] = post.Text(column);
        return new(Section, shown, new JsonObject { [Table] = new JsonArray([.. Members.Select(m => (JsonNode)m.DeepClone()), member]) });
    }

    private async Task<bool> LoadAsync(string caseId, CancellationToken cancellation)
    {
        if (await reader.ReadAsync(User, caseId, cancellation) is not { } plan) return false;
        Plan = plan;
        (Base, Members) = (plan.Group.Version, TableRows.Of(plan.Group.Content, Table));
        return true;
    }
}
