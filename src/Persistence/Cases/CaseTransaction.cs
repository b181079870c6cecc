using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Persistence.Cases;

/// <summary>
/// The only writer of what belongs to a case. Locks the case, reads it, decides again under the lock, runs the engine,
/// and stores everything in one commit: two round trips, plus one for each reference that is allocated.
/// </summary>
/// <param name="source">The database, as the application's account.</param>
/// <param name="engine">Runs bursts.</param>
/// <param name="definitions">Published versions.</param>
/// <param name="organisation">Who works where.</param>
/// <param name="facts">Calendars and forms.</param>
/// <param name="clock">Business time.</param>
/// <param name="system">Plain time: re-authentication and retries.</param>
/// <param name="options">Switches of an installation.</param>
public sealed partial class CaseTransaction(
    NpgsqlDataSource source,
    WorkflowEngine engine,
    DefinitionStore definitions,
    OrganisationCache organisation,
    FactsCache facts,
    BusinessClock clock,
    TimeProvider system,
    CaseOptions options)
{
    private const int Attempts = 3;

    private const string IdleInTransaction = "25P03";

    private static readonly JsonSerializerOptions s_wire = new(JsonSerializerDefaults.Web);

    /// <summary>Told after a commit that set an alarm: its moment, so that a sleeping worker can be woken.</summary>
    public Action<DateTimeOffset>? AlarmSet { get; set; }

    /// <summary>Told after a commit whose unread notices it changed.</summary>
    public Action<IEnumerable<string>>? Noticed { get; set; }

    /// <summary>Applies a command in one commit. Never throws for what a person did; a refusal says why.</summary>
    public async Task<CaseOutcome> ApplyAsync(CaseCommand command, CancellationToken cancel = default)
    {
        var outcome = await RetryAsync(command, cancel);
        if (outcome is CaseOutcome.Refused refused) await LogRefusalAsync(command, refused, cancel);
        return outcome;
    }

    private async Task<CaseOutcome> RetryAsync(CaseCommand command, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(command, cancel);
            }
            catch (Exception e) when (ActivationKeys.IsConflict(e))
            {
                return new CaseOutcome.Refused(RefusalKind.Conflict, "One of these is running already, and only one may run at a time. Wait until it has ended.");
            }
            catch (BurstFailedException failed)
            {
                return await ParkAsync(command, failed, cancel);
            }
            catch (NpgsqlException e) when (Again(e))
            {
                if (attempt == Attempts) return new CaseOutcome.Refused(RefusalKind.Busy, "Somebody else is changing this just now. Nothing was lost; try again.");
            }
        }
    }

    // Serialisation, deadlock, lock timeout, the same key from a second tab, a connection that broke: the same key makes
    // it safe to begin again.
    private static bool Again(NpgsqlException e) => e is PostgresException p
        ? p.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow or IdleInTransaction
        : e.IsTransient || e.InnerException is IOException;

    private async Task<CaseOutcome> OnceAsync(CaseCommand command, CancellationToken cancel)
    {
        var hash = RequestHash(command);
        await using var session = await OpenAsync(cancel);
        if (command is OpenCase open) return await OpenCaseAsync(open, hash, session, cancel);
        if (command is CopyToSibling copy) return await CopyAsync(copy, hash, session, cancel);
        var loaded = await CaseLoader.LockAsync(session.Connection, CaseOf(command), Wants(command), cancel);
        session.Now = clock.Now();
        if (loaded.Before is { } before) return Repeated(command, hash, before);
        if (loaded.Cases.Count == 0) return Unknown;
        var opened = loaded.Cases[0];
        var work = new CommandWork(this, session, opened, command, hash);
        var outcome = await DispatchAsync(work, command, cancel);
        if (outcome is CaseOutcome.Done done) await work.CommitAsync(done, cancel);
        return outcome;
    }

    private Task<CaseOutcome> DispatchAsync(CommandWork work, CaseCommand command, CancellationToken cancel) => command switch
    {
        ActOnTask c => ActAsync(work, c, cancel),
        SaveSections c => SaveAsync(work, c, cancel),
        StartTask c => StartTaskAsync(work, c),
        ReleaseTask c => ReleaseAsync(work, c),
        ReassignTask c => ReassignAsync(work, c),
        ExtendClock c => ExtendAsync(work, c, cancel),
        PauseClock c => PauseClockAsync(work, c),
        ResumeClock c => ResumeClockAsync(work, c),
        AcknowledgeAlert c => AcknowledgeAsync(work, c),
        RaiseImmediateConcern c => RaiseConcernAsync(work, c),
        VoidInstance c => VoidAsync(work, c, cancel),
        MendIncident c => MendAsync(work, c, cancel),
        CompleteBackgroundTask c => CompleteTaskAsync(work, c, cancel),
        AttachFile c => AttachAsync(work, c, cancel),
        GrantAccess c => GrantAsync(work, c),
        AskForAccess c => AskForAccessAsync(work, c, cancel),
        DecideAccess c => DecideAccessAsync(work, c, cancel),
        ChangeDateOfDispute c => ChangeDateAsync(work, c, cancel),
        RecordCafcassReferral c => RecordReferralAsync(work, c, cancel),
        CloseEpisode c => CloseAsync(work, c, cancel),
        CarryForwardActions c => CarryForwardAsync(work, c, cancel),
        AmendSigned c => AmendAsync(work, c, cancel),
        MigrateInstance c => MigrateAsync(work, c, cancel),
        UndoMigration c => UndoMigrationAsync(work, c, cancel),
        ReopenReview c => ReopenReviewAsync(work, c, cancel),
        AskReopen c => Task.FromResult(AskReopenReview(work, c)),
        TakeOffer c => TakeOfferAsync(work, c, cancel),
        BeginStep c => BeginStepAsync(work, c, cancel),
        RemoveAction c => RemoveActionAsync(work, c, cancel),
        NamePartnershipLead c => Task.FromResult(NameLead(work, c)),
        _ => throw new NotSupportedException($"Nobody carries out {command.GetType().Name}."),
    };

    private static string CaseOf(CaseCommand command) => command switch
    {
        ActOnTask c => CaseIds.CaseOf(c.TaskId),
        SaveSections c => CaseIds.CaseOf(c.InstanceId),
        StartTask c => CaseIds.CaseOf(c.TaskId),
        ReleaseTask c => CaseIds.CaseOf(c.TaskId),
        ReassignTask c => CaseIds.CaseOf(c.TaskId),
        ExtendClock c => CaseIds.CaseOf(c.TaskId),
        PauseClock c => CaseIds.CaseOf(c.TaskId),
        ResumeClock c => CaseIds.CaseOf(c.TaskId),
        AcknowledgeAlert c => CaseIds.CaseOf(c.AlertId),
        RaiseImmediateConcern c => c.CaseId,
        VoidInstance c => CaseIds.CaseOf(c.InstanceId),
        MendIncident c => CaseIds.CaseOf(c.IncidentId),
        CompleteBackgroundTask c => CaseIds.CaseOf(c.TaskId),
        AttachFile c => c.CaseId,
        GrantAccess c => c.CaseId,
        AskForAccess c => c.CaseId,
        DecideAccess c => CaseIds.CaseOf(c.RequestId),
        ChangeDateOfDispute c => c.CaseId,
        RecordCafcassReferral c => CaseIds.CaseOf(c.InstanceId),
        CloseEpisode c => c.CaseId,
        CarryForwardActions c => CaseIds.CaseOf(c.InstanceId),
        CopyToSibling c => CaseIds.CaseOf(c.InstanceId),
        AmendSigned c => CaseIds.CaseOf(c.SignatureId),
        MigrateInstance c => CaseIds.CaseOf(c.InstanceId),
        UndoMigration c => CaseIds.CaseOf(c.InstanceId),
        ReopenReview c => c.CaseId,
        AskReopen c => c.CaseId,
        TakeOffer c => CaseIds.CaseOf(c.InstanceId),
        BeginStep c => c.CaseId,
        RemoveAction c => CaseIds.CaseOf(c.ActionId),
        NamePartnershipLead c => c.CaseId,
        _ => "",
    };

    private static Wanting Wants(CaseCommand command) => command switch
    {
        ActOnTask c => new Wanting(c.TaskId, c.OperationKey, c.TaskId, c.Saves),
        SaveSections c => new Wanting(null, c.OperationKey, c.InstanceId, c.Saves),
        StartTask c => new Wanting(c.TaskId, c.OperationKey),
        ReleaseTask c => new Wanting(c.TaskId, c.OperationKey),
        CarryForwardActions c => new Wanting(null, c.OperationKey, c.InstanceId),
        AmendSigned c => new Wanting(CaseIds.TaskOfSignature(c.SignatureId), c.OperationKey, CaseIds.TaskOfSignature(c.SignatureId), c.Saves),
        RemoveAction c => new Wanting(null, c.OperationKey, c.InstanceId),
        ReassignTask c => new Wanting(c.TaskId, c.OperationKey),
        ExtendClock c => new Wanting(c.TaskId, c.OperationKey, c.TaskId),
        PauseClock c => new Wanting(c.TaskId, c.OperationKey),
        ResumeClock c => new Wanting(c.TaskId, c.OperationKey),
        _ => new Wanting(null, command.OperationKey),
    };

    private static CaseOutcome Repeated(CaseCommand command, string hash, DoneBefore before) =>
        before.RequestHash == hash && before.ActorId == command.Actor.PersonId
            ? JsonSerializer.Deserialize<CaseOutcome.Done>(before.Result, s_wire) is { } done && done.Result[ParkedAnswer] is null ? done : NotBegun
            : new CaseOutcome.Refused(RefusalKind.Invalid, "This form was sent before with other content. Open the page again.");

    private static string RequestHash(CaseCommand command) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{command.GetType().Name}:{JsonSerializer.Serialize(command, command.GetType(), s_wire)}")));

    private async Task<Session> OpenAsync(CancellationToken cancel) => new()
    {
        Organisation = await organisation.GetAsync(cancel),
        Settings = await organisation.SettingsAsync(cancel),
        Facts = await facts.GetAsync(cancel),
        Noticed = Noticed,
        Connection = await source.OpenConnectionAsync(cancel),
    };

    private static CaseOutcome.Refused Unknown => new(RefusalKind.NotFound, "This does not exist, or you may not see it.");

    // Apart from the case's transaction and never under its lock.
    private async Task LogRefusalAsync(CaseCommand command, CaseOutcome.Refused refused, CancellationToken cancel)
    {
        if (refused.Kind is not (RefusalKind.Forbidden or RefusalKind.NotFound)) return;
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseWrites.LogAccess)
            .Moment(clock.Now()).Text(command.Actor.PersonId).Text(command.Actor.ActingFor).Text(CaseOf(command)).Text(command.GetType().Name)
            .Text(refused.Kind.ToString()).Text(refused.Message));
        await batch.ExecuteNonQueryAsync(cancel);
    }

    private static JsonObject Result(params (string Name, JsonNode? Value)[] members)
    {
        var result = new JsonObject();
        foreach (var (name, value) in members) result[name] = value;
        return result;
    }
}

/// <summary>Switches of an installation.</summary>
/// <param name="DemoSignatures">Whether signing by typing one's own name is accepted. Never in production.</param>
public sealed record CaseOptions(bool DemoSignatures = false);
