using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ReviewFlow.Activities;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Actions;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Demo;
using ReviewFlow.Persistence.Disputes;
using ReviewFlow.Persistence.Externals;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Messages;
using ReviewFlow.Persistence.Notices;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Retention;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Persistence.Timers;
using ReviewFlow.Persistence.Versions;
using ReviewFlow.Persistence.Work;

namespace ReviewFlow.Persistence;

/// <summary>What a host needs to work with the database. Demands a <see cref="TimeProvider"/> and <see cref="CaseOptions"/>.</summary>
public static class PersistenceRegistration
{
    /// <summary>Adds everything but the worker that watches the timers (<see cref="AddTimers"/>).</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="connectionString">The application's account.</param>
    public static IServiceCollection AddPersistence(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(ReviewFlowDataSource.Create(connectionString));
        services.AddDbContextPool<ReviewFlowDbContext>((provider, options) => options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));
        // A step that fails waits for an administrator, unless the definition itself says that the whole process ends.
        services.AddSingleton(_ => new WorkflowEngine(Catalog(), new EngineOptions { Incidents = IncidentStrategy.ContinueWithIncidents }));
        services.AddSingleton<DefinitionStore>();
        services.AddSingleton<DesignLog>();
        services.AddSingleton<DesignDesk>();
        services.AddSingleton<DesignShelf>();
        services.AddSingleton<RehearsalShelf>();
        services.AddSingleton<FormStore>();
        services.AddSingleton<FormDesk>();
        services.AddSingleton<OrganisationCache>();
        services.AddSingleton<FactsCache>();
        services.AddSingleton<BusinessClock>();
        services.AddSingleton<NoticeNews>();
        services.AddSingleton<UnreadCounts>();
        services.AddSingleton<CaseTransaction>();
        services.AddSingleton<InstanceMigrations>();
        services.AddSingleton<CalendarDesk>();
        services.AddSingleton<TimerSweep>();
        services.AddSingleton<TriggerSweep>();
        services.AddSingleton<StimulusSweep>();
        services.AddSingleton<RetentionSweep>();
        services.AddSingleton<InboxQueries>();
        services.AddSingleton<DisputesList>();
        services.AddSingleton<ActionList>();
        services.AddScoped<ThemeCounts>();
        services.AddSingleton<ValueListDesk>();
        services.AddSingleton<CaseList>();
        services.AddScoped<CaseQueries>();
        services.AddScoped<ReviewClosingReader>();
        services.AddScoped<CaseFactsReader>();
        services.AddScoped<HeldWork>();
        services.AddScoped<LoadQueries>();
        services.AddScoped<CoverDesk>();
        services.AddSingleton<UncoveredWork>();
        services.AddSingleton<CoverRound>();
        services.AddSingleton<MailQueue>();
        services.AddSingleton<PreferenceStore>();
        services.AddSingleton<TemplateTexts>();
        services.AddSingleton<ServiceNotices>();
        services.AddSingleton<DigestWriter>();
        services.AddScoped<TemplateStore>();
        services.AddScoped<AccessRequestList>();
        services.AddSingleton<EventQueue>();
        services.AddSingleton<InboxDesk>();
        services.AddSingleton<WebhookQueue>();
        services.AddSingleton<InboxSweep>();
        services.AddSingleton<DeliveryDesk>();
        services.AddScoped<VersionList>();
        services.AddScoped<InvitationDesk>();
        services.AddScoped<AccountOpening>();
        services.AddSingleton<DemoStage>();
        services.AddSingleton<DemoCases>();
        return services;
    }

    /// <summary>Adds the worker that fires what is due.</summary>
    public static IServiceCollection AddTimers(this IServiceCollection services) =>
        services.AddHostedService<TimerWorker>().AddHostedService<CalendarWatch>().AddHostedService<CoverWorker>();

    /// <summary>Every activity that a definition may use.</summary>
    public static ActivityCatalog Catalog() => ReviewFlowActivities.AddTo(BuiltInActivities.AddTo(new ActivityCatalog()));
}
