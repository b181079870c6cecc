using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ReviewFlow.Activities;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Persistence.Timers;
using ReviewFlow.Workflows.Access;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Cases;

/// <summary>A small county with one child, and everything that is needed to run its cases.</summary>
public class CaseWorld : IAsyncLifetime
{
    public static readonly Actor Nadia = new("nadia");
    public static readonly Actor Sian = new("sian");
    public static readonly Actor Grace = new("grace");
    public static readonly Actor Sam = new("sam");
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly CaseDatabase _database = new();
    private (string Owner, string App) _address;

    public NpgsqlDataSource Source { get; private set; } = null!;

    public string OwnerAddress => _address.Owner;

    public BusinessClock Clock { get; private set; } = null!;

    public DefinitionStore Definitions { get; private set; } = null!;

    public OrganisationCache Organisation { get; private set; } = null!;

    public FactsCache Facts { get; private set; } = null!;

    public CaseTransaction Cases { get; private set; } = null!;

    public TimerSweep Timers { get; private set; } = null!;

    public StimulusSweep Stimuli { get; private set; } = null!;

    public virtual async Task InitializeAsync()
    {
        _address = await BeginDatabaseAsync();
        Source = ReviewFlowDataSource.Create(_address.App);
        Clock = new BusinessClock(Source, TimeProvider.System);
        Definitions = new DefinitionStore(Source, TimeProvider.System);
        Organisation = new OrganisationCache(Source, TimeProvider.System);
        Facts = new FactsCache(Source, TimeProvider.System);
        Cases = NewTransaction();
        Timers = new TimerSweep(Source, Cases, Clock);
        Stimuli = new StimulusSweep(Source, Cases, Clock);
        await using var context = Context();
        SmallCounty.Fill(context);
        await context.SaveChangesAsync();
        await Clock.BeginAtAsync(Monday);
        foreach (var definition in SmallCounty.Definitions) (await Definitions.PublishAsync(definition, "system", Monday)).Problems.ShouldBeEmpty();
        (await Definitions.PublishFormAsync(SmallCounty.Form, Monday)).Problems.ShouldBeEmpty();
    }

    /// <summary>As a second host would have it.</summary>
    public CaseTransaction NewTransaction() => new(
        Source,
        new WorkflowEngine(ReviewFlowActivities.AddTo(BuiltInActivities.AddTo(new ActivityCatalog())).Add(AskActivity.Descriptor)),
        Definitions,
        Organisation,
        Facts,
        Clock,
        TimeProvider.System,
        new CaseOptions(DemoSignatures: true));

    public async Task DisposeAsync()
    {
        Definitions.Dispose();
        Organisation.Dispose();
        Facts.Dispose();
        await Source.DisposeAsync();
        await EndDatabaseAsync();
    }

    /// <summary>A migrated database of one's own.</summary>
    protected virtual async Task<(string Owner, string App)> BeginDatabaseAsync()
    {
        await _database.InitializeAsync();
        return (_database.OwnerConnectionString, _database.AppConnectionString);
    }

    protected virtual Task EndDatabaseAsync() => _database.DisposeAsync();

    public ReviewFlowDbContext Context() => new(ReviewFlowDatabase.Options(_address.Owner));

    public static string Key() => Guid.NewGuid().ToString("N");

    public async Task<CaseOutcome.Done> OpenAsync(string definition, string subject = "robin", Actor? actor = null) =>
        (await Cases.ApplyAsync(new OpenCase(Key(), actor ?? Nadia, definition, subject))).ShouldBeOfType<CaseOutcome.Done>();

    public async Task<WorkTaskRow> TaskAsync(string caseId)
    {
        await using var context = Context();
        (await context.Incidents.Where(i => i.CaseId == caseId && i.MendedAt == null && i.ParkedStimulus == null).Select(i => i.Message).ToListAsync()).ShouldBeEmpty();
        return await context.WorkTasks.AsNoTracking().SingleAsync(t => t.CaseId == caseId && t.Status == WorkTaskStatus.Open);
    }

    public Task<CaseOutcome> CompleteAsync(WorkTaskRow task, Actor actor, JsonObject? values = null, IReadOnlyList<SectionSave>? saves = null, SignatureGiven? signature = null, string? key = null) =>
        Cases.ApplyAsync(new ActOnTask(key ?? Key(), actor, task.Id, task.Revision, "complete", values, saves, signature));
}
