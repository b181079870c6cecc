using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Host.Forms;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows;

namespace ReviewFlow.Host.Pages.Plans;

/// <summary>Records the progress and the status of one action, in whatever state the plan is.</summary>
public sealed class UpdateModel(PlanReader reader, CaseTransaction cases) : AskPage
{
    public const string Version = "version";

    public PlanView Plan { get; private set; } = null!;

    public PlanAction Action { get; private set; } = null!;

    /// <summary>Version of the section that is answered to.</summary>
    public int Base { get; private set; }

    /// <summary>What somebody else changed meanwhile, in words.</summary>
    public IReadOnlyList<string> Conflicts { get; private set; } = [];

    [BindProperty(SupportsGet = true, Name = "action")]
    public string ActionId { get; set; } = "";

    public async Task<IActionResult> OnGetAsync(string caseId, CancellationToken cancellation) => await LoadAsync(caseId, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string caseId, CancellationToken cancellation)
    {
        if (!await LoadAsync(caseId, cancellation)) return NotFound();
        var post = await PostAsync(null, cancellation);
        var shown = int.TryParse((string?)post.Posted[Version], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : Base;
        var save = new SectionSave(Action.Row.SectionId, shown, new JsonObject { [Action.Row.TableId] = new JsonArray(Cells(post)) }, Row: Action.Row.RowId);
        return await cases.ApplyAsync(new SaveSections(post.OperationKey, User.Actor(), Plan.Instance.Row.Id, [save]), cancellation) switch
        {
            CaseOutcome.Refused { Kind: RefusalKind.NotFound } => NotFound(),
            CaseOutcome.Refused { Conflicts.Count: > 0 } refused => Clash(refused),
            CaseOutcome.Refused refused => Again(refused.Problems.Count == 0 ? refused : new CaseOutcome.Refused(refused.Kind, refused.Problems[0].Message), refused.Problems.Count == 0 ? null : refused.Problems[0].Path[(refused.Problems[0].Path.LastIndexOf('.') + 1)..]),
            _ => Redirect($"/plans/{caseId}#a-{Action.Number}"),
        };
    }

    /// <summary>What the field shows: as typed, else as saved.</summary>
    public string Value(string column) => Posted is not null ? Typed(column) ?? "" : column == "completedOn" ? TypedDate.Write(Action.Text(column)) ?? "" : Action.Text(column);

    // Saving again decides for what was typed: the page then answers to the version of now.
    private IActionResult Clash(CaseOutcome.Refused refused)
    {
        Conflicts = [.. refused.Conflicts.Select(c => $"{c.Label}: {c.TheirName} wrote “{c.Theirs}” at {UkWords.Moment(c.TheirAt)}; you wrote “{c.Mine}”. Save again to keep yours.")];
        return Again(new CaseOutcome.Refused(RefusalKind.Conflict, refused.Message));
    }

    private JsonObject Cells(StepPost post) => new()
    {
        ["id"] = Action.Row.RowId,
        ["progress"] = post.Text("progress"),
        ["rag"] = post.Text("rag"),
        ["ragComment"] = post.Text("ragComment"),
        ["offTarget"] = post.Text("offTarget") == "true",
        ["completedOn"] = TypedDate.Read(post.Text("completedOn")),
        ["evidence"] = post.Text("evidence"),
    };

    private async Task<bool> LoadAsync(string caseId, CancellationToken cancellation)
    {
        if (await reader.ReadAsync(User, caseId, cancellation) is not { } plan || plan.Action(ActionId) is not { MayUpdate: true } action) return false;
        (Plan, Action) = (plan, action);
        Base = plan.Instance.Documents.TryGetValue(action.Row.SectionId, out var document) ? document.Version : 0;
        return true;
    }
}
