using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Externals;

/// <summary>Keeps the word of a link unreadable until its mail is written; by the host's keys.</summary>
/// <param name="Close">Makes a word unreadable.</param>
/// <param name="Open">Reads it again.</param>
public sealed record Seal(Func<string, string> Close, Func<string, string> Open);

/// <summary>Whom somebody invites to what.</summary>
/// <param name="Name">Name of the person.</param>
/// <param name="Email">Address to which the link goes.</param>
/// <param name="Role">One of <see cref="ExternalRoles.All"/>.</param>
/// <param name="WholeService">Whether the account is for the service with all its plans, else for this one case.</param>
/// <param name="Until">Last day of the account, inclusive; null for open-ended.</param>
public sealed record Invite(string? Name, string? Email, string? Role, bool WholeService, DateOnly? Until);

/// <summary>
/// Invites people from outside and takes their accounts back. A link works once, for seven days; only its hash is on file.
/// Who may do it is decided by whoever asks.
/// </summary>
public sealed class InvitationDesk(NpgsqlDataSource source, ReviewFlowDbContext db, OrganisationCache organisations, BusinessClock clock, Seal seal)
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromDays(7);

    /// <summary>Hash of a link's word, as it is on file.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Invites somebody by mail.</summary>
    public async Task<RuleAnswer> InviteAsync(CaseFacts facts, Actor by, Invite invite, CancellationToken cancel = default)
    {
        if (await ProblemAsync(facts, invite, cancel) is { } problem) return problem;
        await SendAsync(facts.CaseId, invite.WholeService ? facts.Subject.Id : null, by, invite, cancel);
        return RuleAnswer.Ok;
    }

    /// <summary>Takes a link back that was not used, and sends another with the same words.</summary>
    public async Task<RuleAnswer> AgainAsync(CaseFacts facts, Actor by, string invitationId, CancellationToken cancel = default)
    {
        if (await db.Invitations.AsNoTracking().FirstOrDefaultAsync(i => i.Id == invitationId && i.FromCaseId == facts.CaseId, cancel) is not { } row) return RuleAnswer.Conflict("This invitation does not exist any more.");
        var invite = new Invite(row.Name, row.Email, row.Role, row.SubjectId is not null, row.AccountUntil);
        if (await ProblemAsync(facts, invite, cancel) is { } problem) return problem;
        await RunAsync(cancel, new NpgsqlBatchCommand(ExternalStatements.TakeBack).Text(row.Id).Text(facts.CaseId).Moment(clock.Now()).Text(by.PersonId));
        await SendAsync(facts.CaseId, row.SubjectId, by, invite, cancel);
        return RuleAnswer.Ok;
    }

    /// <summary>Takes back a link that was not used.</summary>
    public async Task<RuleAnswer> TakeBackAsync(CaseFacts facts, Actor by, string invitationId, CancellationToken cancel = default) =>
        await RunAsync(cancel, new NpgsqlBatchCommand(ExternalStatements.TakeBack).Text(invitationId).Text(facts.CaseId).Moment(clock.Now()).Text(by.PersonId), Log(facts.CaseId, by, "InvitationTakenBack", invitationId)) > 1
            ? RuleAnswer.Ok
            : RuleAnswer.Conflict("This invitation was used or taken back before.");

    /// <summary>Takes an account from somebody: every session ends within a minute, and nothing can be opened any more.</summary>
    public async Task<RuleAnswer> RevokeAsync(CaseFacts facts, Actor by, string personId, CancellationToken cancel = default)
    {
        var account = (await organisations.GetAsync(cancel)).External(personId);
        if (account is null || !account.Reaches(facts.Subject.Id, facts.CaseId)) return RuleAnswer.Conflict("There is no such account for this plan or service.");
        var stamp = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        await RunAsync(
            cancel,
            new NpgsqlBatchCommand(ExternalStatements.Revoke).Text(personId).Moment(clock.Now()).Text(by.PersonId),
            new NpgsqlBatchCommand(ExternalStatements.EndSessions).Text(personId).Text(stamp),
            Log(facts.CaseId, by, "ExternalAccountRevoked", personId));
        organisations.Forget();
        return RuleAnswer.Ok;
    }

    /// <summary>The invitation of a link; null when the link does not work (any more).</summary>
    public async Task<InvitationRow?> FindAsync(string? token, CancellationToken cancel = default)
    {
        if (string.IsNullOrEmpty(token)) return null;
        var (hash, now) = (HashOf(token), clock.Now());
        return await db.Invitations.AsNoTracking().FirstOrDefaultAsync(i => i.TokenHash == hash && i.UsedAt == null && i.RevokedAt == null && i.ExpiresAt > now, cancel);
    }

    private async Task<RuleAnswer?> ProblemAsync(CaseFacts facts, Invite invite, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(invite.Name) || invite.Name.Trim().Length > 100) return RuleAnswer.Invalid("Enter the name of the person, 100 characters at most");
        if (invite.Email?.Trim() is not { Length: > 2 and <= 200 } email || !System.Net.Mail.MailAddress.TryCreate(email, out var parsed) || parsed.Address != email) return RuleAnswer.Invalid("Enter their mail address, like name@home.example");
        if (invite.Role is null || !ExternalRoles.All.Contains(invite.Role)) return RuleAnswer.Invalid("Choose what they are to this service");
        if (invite.Until is { } until && until < UkWords.LocalDate(clock.Now())) return RuleAnswer.Invalid("Choose a last day that is not past");
        if (invite.WholeService && facts.Subject.Kind != SubjectKind.Service) return RuleAnswer.Invalid("This case is about no service, so the account has to be for this case alone");
        var name = email.ToUpperInvariant();
        var taken = await db.Users.AsNoTracking().Where(a => a.NormalizedUserName == name).Select(a => a.PersonId).FirstOrDefaultAsync(cancel);
        if (taken is null) return null;
        return await db.ExternalAccounts.AsNoTracking().AnyAsync(e => e.PersonId == taken && e.RevokedAt != null, cancel)
            ? null
            : RuleAnswer.Conflict("There is an account with this mail address already. Revoke that one first, or use another address: one account is for one service or plan only.");
    }

    private async Task SendAsync(string caseId, string? subjectId, Actor by, Invite invite, CancellationToken cancel)
    {
        var token = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var (id, now) = ($"{caseId}-invitation-{Guid.CreateVersion7():N}", clock.Now());
        var data = new JsonObject { ["colleague"] = by.PersonId, ["sealed"] = seal.Close(token) };
        await RunAsync(
            cancel,
            new NpgsqlBatchCommand(ExternalStatements.Invite).Text(id).Text(HashOf(token)).Text(invite.Name!.Trim()).Text(invite.Email!.Trim()).Text(invite.Role)
                .Text(subjectId).Text(subjectId is null ? caseId : null).Text(caseId).Day(invite.Until).Text(by.PersonId).Moment(now).Moment(now + GoodFor),
            new NpgsqlBatchCommand(CaseWrites.InsertMail).Text($"{id}:mail").Text(null).Text(invite.Email!.Trim()).Text("external-invited").Text(caseId).Text(null).Text(null)
                .Text(null).Moment(now + GoodFor).Flag(true).Text(data.ToJsonString()).Moment(now).Moment(now),
            Log(caseId, by, "ExternalInvited", $"{invite.Role}, {(subjectId is null ? "this case" : "the service")}"));
    }

    private NpgsqlBatchCommand Log(string caseId, Actor by, string action, string detail) => new NpgsqlBatchCommand(CaseWrites.LogAccess)
        .Moment(clock.Now()).Text(by.PersonId).Text(by.ActingFor).Text(caseId).Text(action).Text(nameof(AccessVerdict.Allowed)).Text(detail);

    private async Task<int> RunAsync(CancellationToken cancel, params IReadOnlyList<NpgsqlBatchCommand> commands)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var command in commands) batch.BatchCommands.Add(command);
        var changed = await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return changed;
    }
}
