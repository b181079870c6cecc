using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Forms;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Externals;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.External;

/// <summary>Who from outside takes part in a plan: inviting, and taking it back.</summary>
public sealed class ExternalPeopleModel(CaseHeadReader heads, CaseGate gate, CaseTransaction cases, InvitationDesk desk, ReviewFlowDbContext db) : CaseAskPage(heads, cases)
{
    protected override CaseAction About => CaseAction.InviteExternal;

    [TempData]
    public string? Said { get; set; }

    public IReadOnlyList<AccountLine> Accounts { get; private set; } = [];

    public IReadOnlyList<InvitationRow> Invitations { get; private set; } = [];

    public bool IsService => Head.Entry.Facts!.Subject.Kind == SubjectKind.Service;

    public string NameOf(string person) => Head.Entry.Organisation.NameOf(person);

    /// <summary>Where an invitation stands, in words.</summary>
    public string State(InvitationRow row) => row switch
    {
        { UsedAt: { } used } => $"Account opened {UkWords.Moment(used)}",
        { RevokedAt: { } back } => $"Taken back {UkWords.Moment(back)}",
        _ when row.ExpiresAt <= Head.Entry.Now => $"Expired {UkWords.Moment(row.ExpiresAt)}",
        _ => $"Waiting; the link works until {UkWords.Moment(row.ExpiresAt)}",
    };

    public bool IsOpen(InvitationRow row) => row is { UsedAt: null, RevokedAt: null };

    protected override async Task PrepareAsync(CancellationToken cancellation)
    {
        if (!Head.May.Allowed) return;
        var (id, service) = (Head.Case.Id, Head.Case.SubjectId);
        Accounts = await db.ExternalAccounts.AsNoTracking().Where(e => e.CaseId == id || e.SubjectId == service)
            .Join(db.People.AsNoTracking(), e => e.PersonId, p => p.Id, (e, p) => new AccountLine(e, p.Name, p.Email)).ToListAsync(cancellation);
        Invitations = await db.Invitations.AsNoTracking().Where(i => i.FromCaseId == id || (i.SubjectId != null && i.SubjectId == service)).OrderByDescending(i => i.InvitedAt).ToListAsync(cancellation);
    }

    public async Task<IActionResult> OnPostAsync(string caseId, CancellationToken cancellation)
    {
        if (await RefusedAsync(caseId, cancellation) is { } refused) return refused;
        var post = await PostAsync(null, cancellation);
        var facts = Head.Entry.Facts!;
        var answer = post.Button switch
        {
            ("revoke", var person) => await desk.RevokeAsync(facts, Actor, person, cancellation),
            ("back", var invitation) => await desk.TakeBackAsync(facts, Actor, invitation, cancellation),
            ("again", var invitation) => await desk.AgainAsync(facts, Actor, invitation, cancellation),
            _ => await InviteAsync(facts, post, cancellation),
        };
        if (answer.Problem != RuleProblem.None)
        {
            await PrepareAsync(cancellation);
            return Again(new CaseOutcome.Refused(answer.Problem == RuleProblem.Conflict ? RefusalKind.Conflict : RefusalKind.Invalid, answer.Message), FieldOf(answer.Message));
        }

        Said = post.Button.Verb switch
        {
            "revoke" => "The account is closed. Every session of it ends within a minute.",
            "back" => "The invitation is taken back. Its link no longer works.",
            "again" => "A new link is on its way. The old one no longer works.",
            _ => "The invitation is on its way.",
        };
        return Redirect($"/cases/{caseId}/external");
    }

    private async Task<RuleAnswer> InviteAsync(CaseFacts facts, StepPost post, CancellationToken cancellation)
    {
        DateOnly? until = null;
        if (TypedDate.TryRead(post.Text("until") ?? "", out var day)) until = day;
        else if (post.Text("until") is not null) return RuleAnswer.Invalid("Enter the last day like 26 6 2026, or leave it empty");
        return await desk.InviteAsync(facts, Actor, new Invite(post.Text("name"), post.Text("email"), post.Text("role"), post.Text("for") != "case", until), cancellation);
    }

    private async Task<IActionResult?> RefusedAsync(string caseId, CancellationToken cancellation)
    {
        if (!await LoadAsync(caseId, cancellation)) return NotFound();
        // Asked through the gate, so that a refusal is on record.
        var entry = await gate.EnterAsync(User, caseId, CaseAction.InviteExternal, cancellation);
        return entry.Allowed ? null : Again(new CaseOutcome.Refused(RefusalKind.Forbidden, entry.Decision.Why));
    }

    private static string FieldOf(string message) =>
        message.Contains("mail address", StringComparison.Ordinal) ? "email" : message.Contains("name of the person", StringComparison.Ordinal) ? "name" : message.Contains("last day", StringComparison.Ordinal) ? "until" : "role";

    /// <summary>An account with its person.</summary>
    public sealed record AccountLine(ExternalAccountRow Row, string Name, string? Email);
}
