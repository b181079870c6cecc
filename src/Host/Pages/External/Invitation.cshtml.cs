using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Externals;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.External;

/// <summary>
/// Where an invitation leads: the person chooses a password and has an account. Looking at it uses nothing up; mail programs
/// look at links by themselves.
/// </summary>
[AllowAnonymous]
public sealed class InvitationModel(InvitationDesk desk, AccountOpening opening, UserManager<Persistence.Schema.Rows.Account> accounts, SignInManager<Persistence.Schema.Rows.Account> signIn, ReviewFlowDbContext db) : PageModel
{
    private const string NotWorking = "This link was used before, was taken back, or is older than 7 days. Ask whoever invited you for a new one.";

    [BindProperty(SupportsGet = true)]
    public string? Token { get; set; }

    [BindProperty, DataType(DataType.Password)]
    public string? Password { get; set; }

    [BindProperty, DataType(DataType.Password)]
    public string? Again { get; set; }

    public IReadOnlyList<string> Problems { get; private set; } = [];

    /// <summary>Null when the link does not work.</summary>
    public InvitationRow? Invitation { get; private set; }

    public string Role => Roles.Title(Invitation!.Role);

    public string About { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Page();
        if (string.IsNullOrEmpty(Password) || Password != Again) return Refused("Type the same password twice, at least 12 characters.");
        Persistence.Schema.Rows.Account? made = null;
        var problems = new List<string>();
        var opened = await opening.OpenAsync(
            Token!,
            async (person, email) =>
            {
                made = new Persistence.Schema.Rows.Account { UserName = email, Email = email, PersonId = person };
                var result = await accounts.CreateAsync(made, Password);
                problems.AddRange(result.Errors.Select(e => e.Description));
                return result.Succeeded;
            },
            cancellation);
        if (opened is null)
        {
            Invitation = null;
            return Gone();
        }

        if (opened is false) return Refused([.. problems]);
        await signIn.SignInAsync(made!, isPersistent: false);
        return LocalRedirect("/external");
    }

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        Invitation = await desk.FindAsync(Token, cancellation);
        if (Invitation is null)
        {
            Gone();
            return false;
        }

        About = Invitation.SubjectId is { } service
            ? await db.Subjects.AsNoTracking().Where(s => s.Id == service).Select(s => s.Name).FirstOrDefaultAsync(cancellation) ?? "one service"
            : await db.Cases.AsNoTracking().Where(c => c.Id == Invitation.CaseId).Select(c => c.Reference ?? c.Title).FirstOrDefaultAsync(cancellation) ?? "one plan";
        return true;
    }

    private PageResult Gone()
    {
        Response.StatusCode = StatusCodes.Status410Gone;
        Problems = [NotWorking];
        return Page();
    }

    private PageResult Refused(params IReadOnlyList<string> problems)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        Problems = problems;
        return Page();
    }
}
