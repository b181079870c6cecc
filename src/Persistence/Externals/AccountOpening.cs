using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Externals;

/// <summary>
/// Opens an account with a link, in one transaction with whatever the caller makes of it (the password): two clicks at the
/// same time open one account.
/// </summary>
public sealed class AccountOpening(ReviewFlowDbContext db, OrganisationCache organisations, BusinessClock clock)
{
    /// <summary>Opens it.</summary>
    /// <param name="token">Word of the link.</param>
    /// <param name="signIn">Makes the way to sign in, on the same context; false undoes everything, the use of the link too.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Whether it was opened; null when the link does not work (any more).</returns>
    public async Task<bool?> OpenAsync(string token, Func<string, string, Task<bool>> signIn, CancellationToken cancel = default)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var (person, now) = ($"x-{Guid.CreateVersion7():N}", clock.Now());
        if (await UseAsync(transaction, InvitationDesk.HashOf(token), person, cancel) is not { } used) return null;
        await RunAsync(
            transaction,
            cancel,
            new NpgsqlBatchCommand(ExternalStatements.Person).Text(person).Text(used.Name).Text(Roles.Title(used.Role)).Text(used.Email),
            new NpgsqlBatchCommand(ExternalStatements.Account).Text(person).Text(used.Role).Text(used.SubjectId).Text(used.CaseId).Text(used.InvitedBy).Moment(now).Day(used.Until),
            new NpgsqlBatchCommand(ExternalStatements.FreeName).Text(used.Email.ToUpperInvariant()).Text($"closed-{person}"),
            new NpgsqlBatchCommand(CaseWrites.LogAccess).Moment(now).Text(person).Text(null).Text(used.FromCase).Text("ExternalAccountOpened").Text(nameof(AccessVerdict.Allowed)).Text(used.Role));
        if (!await signIn(person, used.Email)) return false;
        await transaction.CommitAsync(cancel);
        organisations.Forget();
        return true;
    }

    private async Task<Used?> UseAsync(IDbContextTransaction transaction, string hash, string person, CancellationToken cancel)
    {
        await using var batch = Batch(transaction, [new NpgsqlBatchCommand(ExternalStatements.Use).Text(hash).Moment(clock.Now()).Text(person)]);
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return (await rows.ListAsync(r => new Used(r.GetString(1), r.GetString(2), r.GetString(3), r.TextOrNull(4), r.TextOrNull(5), r.DayOrNull(6), r.GetString(7), r.GetString(8)), cancel)).SingleOrDefault();
    }

    private async Task RunAsync(IDbContextTransaction transaction, CancellationToken cancel, params IReadOnlyList<NpgsqlBatchCommand> commands)
    {
        await using var batch = Batch(transaction, commands);
        await batch.ExecuteNonQueryAsync(cancel);
    }

    private NpgsqlBatch Batch(IDbContextTransaction transaction, IReadOnlyList<NpgsqlBatchCommand> commands)
    {
        var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction)transaction.GetDbTransaction());
        foreach (var command in commands) batch.BatchCommands.Add(command);
        return batch;
    }

    private sealed record Used(string Name, string Email, string Role, string? SubjectId, string? CaseId, DateOnly? Until, string InvitedBy, string FromCase);
}
