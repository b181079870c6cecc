using Microsoft.EntityFrameworkCore;
using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Attachments;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Demo;
using ReviewFlow.Persistence.EmbeddedServer;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Tests.Cases;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Persistence.Timers;
using ReviewFlow.Persistence.Work;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Disputes;

/// <summary>The demo organisation, the shipped definitions, a database, and a clock that only the story moves.</summary>
public abstract partial class DisputeStory : IAsyncLifetime
{
    private readonly CaseDatabase _database = new();
    private readonly StandingClock _system = new();
    private DemoStage _stage = null!;

    public NpgsqlDataSource Source { get; private set; } = null!;

    public BusinessClock Clock { get; private set; } = null!;

    public DefinitionStore Definitions { get; private set; } = null!;

    public OrganisationCache Organisation { get; private set; } = null!;

    public FactsCache Facts { get; private set; } = null!;

    public CaseTransaction Cases { get; private set; } = null!;

    public TimerSweep Timers { get; private set; } = null!;

    public InboxQueries Inbox { get; private set; } = null!;

    /// <summary>The episode that the story is about.</summary>
    public string CaseId { get; set; } = "";

    public DateTimeOffset SystemNow => _system.GetUtcNow();

    public Colleague Nadia => new(this, "nadia-petrov-lane");

    public Colleague Dev => new(this, "dev-chandra");

    public Colleague Joel => new(this, "joel-anand");

    public Colleague Sian => new(this, "sian-corley");

    public Colleague Tom => new(this, "tom-reyes");

    public Colleague Marcus => new(this, "marcus-hale");

    public Colleague Ruth => new(this, "ruth-adeyemi");

    public Colleague Paul => new(this, "paul-winstone");

    public Colleague Grace => new(this, "grace-halloran");

    public Colleague Sam => new(this, "sam-okoro");

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        Source = ReviewFlowDataSource.Create(_database.AppConnectionString);
        Clock = new BusinessClock(Source, _system);
        Definitions = new DefinitionStore(Source, TimeProvider.System);
        Organisation = new OrganisationCache(Source, new RestlessClock());
        Facts = new FactsCache(Source, new RestlessClock());
        Cases = NewHost();
        Timers = new TimerSweep(Source, Cases, Clock);
        Inbox = new InboxQueries(Source, Organisation, Facts, Clock);
        _stage = new DemoStage(Source, Cases, Timers, new StimulusSweep(Source, Cases, Clock), Definitions, Organisation, Clock, _system);
        await using var context = Context();
        await DemoOrganisation.AddAsync(context, default);
        await Definitions.PublishFolderAsync(Path.Combine(DataPlaces.FindRoot(AppContext.BaseDirectory), "workflows-json"), London(2026, 1, 5, 9), PersistenceRegistration.Catalog(), await Facts.GetAsync());
    }

    internal string OwnerAddress => _database.OwnerConnectionString;

    /// <summary>As another host would have it.</summary>
    public CaseTransaction NewHost() => new(
        Source, new WorkflowEngine(PersistenceRegistration.Catalog()), Definitions, Organisation, Facts, Clock, _system, new CaseOptions(DemoSignatures: true));

    public async Task DisposeAsync()
    {
        Definitions.Dispose();
        Organisation.Dispose();
        Facts.Dispose();
        await Source.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>As the owner of the database, who may change what the application may not.</summary>
    public ReviewFlowDbContext Context() => new(ReviewFlowDatabase.Options(_database.OwnerConnectionString));

    /// <summary>Local time of the council.</summary>
    public static DateTimeOffset London(int year, int month, int day, int hour, int minute = 0, int second = 0)
    {
        var local = new DateTime(year, month, day, hour, minute, second);
        return new DateTimeOffset(local, TimeZoneInfo.FindSystemTimeZoneById("Europe/London").GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>The story begins; only before anything has happened.</summary>
    public Task ItIs(DateTimeOffset moment) => Clock.BeginAtAsync(moment);

    /// <summary>Time passes; what is due on the way goes off at its own moment.</summary>
    public Task TimePassesTo(DateTimeOffset moment) => _stage.MoveToAsync(moment, default);

    /// <summary>Time is moved on without anybody looking at what is due.</summary>
    public Task EverybodySleepsUntil(DateTimeOffset moment) => Clock.MoveToAsync(moment);

    /// <summary>Somebody puts a file on the case.</summary>
    public Task Attaches(Colleague who, string name, string category) => _stage.AttachAsync(CaseId, who.Id, name, category, default);

    /// <summary>Somebody is away, perhaps with cover.</summary>
    public async Task IsAway(Colleague who, DateOnly from, DateOnly to, Colleague? cover = null)
    {
        await using var context = Context();
        context.Absences.Add(new AbsenceRow { Id = Guid.NewGuid().ToString("N"), PersonId = who.Id, CoverId = cover?.Id, FromDay = from, ToDay = to });
        await context.SaveChangesAsync();
    }

    /// <summary>A post becomes vacant.</summary>
    public async Task LeavesThePost(Colleague who, DateOnly lastDay)
    {
        await using var context = Context();
        await context.People.Where(p => p.Id == who.Id).ExecuteUpdateAsync(s => s.SetProperty(p => p.LeftOn, lastDay));
    }

    /// <summary>Somebody with all rights over the database alters it by hand.</summary>
    public async Task ByHand(string statement)
    {
        await using var superuser = NpgsqlDataSource.Create(_database.SuperuserConnectionString);
        await using var command = superuser.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A child becomes restricted to these people.</summary>
    public async Task IsRestricted(string child, params Colleague[] listed)
    {
        await using var context = Context();
        await context.Subjects.Where(s => s.Id == child).ExecuteUpdateAsync(s => s.SetProperty(c => c.Restricted, true));
        context.AccessList.AddRange(listed.Select(l => new AccessListRow { SubjectId = child, PersonId = l.Id }));
        await context.SaveChangesAsync();
    }

    /// <summary>Somebody uploads a file and has not put it on the case yet.</summary>
    public async Task<string> Uploads(Colleague who, string content = "Scanned.")
    {
        await using var context = Context();
        using var bytes = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content));
        return (await new AttachmentStore(context, Clock).StoreAsync(bytes, who.Id, 1024, default))!.Id;
    }

    /// <summary>Somebody is put on the access list of a restricted child.</summary>
    public async Task MayAlsoSee(string child, Colleague who)
    {
        await using var context = Context();
        context.AccessList.Add(new AccessListRow { SubjectId = child, PersonId = who.Id });
        await context.SaveChangesAsync();
    }

    /// <summary>Somebody becomes head of the IRO service.</summary>
    public async Task IsHeadOfTheIroService(Colleague who)
    {
        await using var context = Context();
        var unit = await context.RoleGrants.Where(r => r.Role == "iroManager").Select(r => r.UnitId).FirstAsync();
        context.RoleGrants.Add(new RoleGrantRow { PersonId = who.Id, Role = "headOfIroService", UnitId = unit, FromDay = new DateOnly(2020, 1, 1) });
        await context.SaveChangesAsync();
    }

    /// <summary>Friday 27 March: a concern; Monday 30 March 16:45: stage 1 goes to the Team Manager. Due Wednesday 8 April, after Easter.</summary>
    public async Task StageOneIsSent()
    {
        var (friday, monday) = (new DateOnly(2026, 3, 27), new DateOnly(2026, 3, 30));
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", friday);
        await Nadia.TakesItToStage(1, Sian, friday);
        await TimePassesTo(London(2026, 3, 30, 16, 45));
        await Nadia.SendsTheStageTo(Sian, monday);
    }
}
