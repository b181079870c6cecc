using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Host.Api;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>A page that asks for one command. A refusal shows the page again, with all that was typed and the status of its sort.</summary>
public abstract class AskPage : PageModel
{
    /// <summary>Made once for each page that is shown; a second click on it does nothing more.</summary>
    public string OperationKey { get; } = Guid.CreateVersion7().ToString("N");

    public string? Problem { get; private set; }

    public IReadOnlyList<FieldProblem> Problems { get; private set; } = [];

    /// <summary>Id of the field that the problem is about, where it is about one.</summary>
    public string? ProblemField { get; private set; }

    /// <summary>The posted form, to show it again.</summary>
    public IFormCollection? Posted { get; private set; }

    /// <summary>What was typed into a field of this page.</summary>
    public string? Typed(string name) => (string?)Posted?[name];

    public ProblemList ProblemList =>
        Problem is null || Problems.Count > 0 ? ProblemList.Of(Problem, Problems) : new ProblemList(Problem, [(Problem, ProblemField)]);

    protected async Task<StepPost> PostAsync(StepForm? form, CancellationToken cancellation)
    {
        var post = StepPost.Of(await Request.ReadFormAsync(cancellation), form);
        Posted = post.Posted;
        return post;
    }

    protected IActionResult Again(CaseOutcome.Refused refused, string? field = null)
    {
        Response.StatusCode = Answers.Status(refused.Kind);
        (Problem, Problems, ProblemField) = (refused.Message, refused.Problems, field);
        return Page();
    }

    protected IActionResult Again(string message, string field) => Again(new CaseOutcome.Refused(RefusalKind.Invalid, message), field);
}
