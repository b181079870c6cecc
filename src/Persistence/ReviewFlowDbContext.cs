using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Schema;
using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Persistence;

/// <summary>
/// The model: schema, migrations, queries and the settings of an organisation. Tables that belong to a case are
/// written by <c>CaseTransaction</c> alone, by hand-batched statements.
/// </summary>
public sealed class ReviewFlowDbContext(DbContextOptions<ReviewFlowDbContext> options) : IdentityUserContext<Account>(options)
{
    /// <summary>Sorts names as people do, the same on every server.</summary>
    public const string NameCollation = "names";

    public DbSet<CaseRow> Cases => Set<CaseRow>();
    public DbSet<InstanceRow> Instances => Set<InstanceRow>();
    public DbSet<WorkTaskRow> WorkTasks => Set<WorkTaskRow>();
    public DbSet<TimerRow> Timers => Set<TimerRow>();
    public DbSet<ImprovementActionRow> ImprovementActions => Set<ImprovementActionRow>();
    public DbSet<CaseParticipantRow> CaseParticipants => Set<CaseParticipantRow>();
    public DbSet<CaseThemeRow> CaseThemes => Set<CaseThemeRow>();
    public DbSet<ValueListEntryRow> ValueListEntries => Set<ValueListEntryRow>();
    public DbSet<ValueListChangeRow> ValueListChanges => Set<ValueListChangeRow>();
    public DbSet<DocumentRow> Documents => Set<DocumentRow>();
    public DbSet<DocumentVersionRow> DocumentVersions => Set<DocumentVersionRow>();
    public DbSet<DraftRow> Drafts => Set<DraftRow>();
    public DbSet<FrozenVersionRow> FrozenVersions => Set<FrozenVersionRow>();
    public DbSet<DistributionRow> Distributions => Set<DistributionRow>();
    public DbSet<DeliveryRow> Deliveries => Set<DeliveryRow>();
    public DbSet<SignatureRow> Signatures => Set<SignatureRow>();
    public DbSet<AttachmentRow> Attachments => Set<AttachmentRow>();
    public DbSet<AttachmentChunkRow> AttachmentChunks => Set<AttachmentChunkRow>();
    public DbSet<CaseEventRow> CaseEvents => Set<CaseEventRow>();
    public DbSet<JournalRow> Journal => Set<JournalRow>();
    public DbSet<AuditRow> Audit => Set<AuditRow>();
    public DbSet<AuditPayloadRow> AuditPayloads => Set<AuditPayloadRow>();
    public DbSet<AccessLogRow> AccessLog => Set<AccessLogRow>();
    public DbSet<NoticeRow> Notices => Set<NoticeRow>();
    public DbSet<AlertRow> Alerts => Set<AlertRow>();
    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();
    public DbSet<MailRow> Mails => Set<MailRow>();
    public DbSet<MessagePreferenceRow> MessagePreferences => Set<MessagePreferenceRow>();
    public DbSet<DigestMarkRow> DigestMarks => Set<DigestMarkRow>();
    public DbSet<MessageTemplateRow> MessageTemplates => Set<MessageTemplateRow>();
    public DbSet<CalendarFeedRow> CalendarFeeds => Set<CalendarFeedRow>();
    public DbSet<InboxMessageRow> InboxMessages => Set<InboxMessageRow>();
    public DbSet<WebhookRow> Webhooks => Set<WebhookRow>();
    public DbSet<WebhookDeliveryRow> WebhookDeliveries => Set<WebhookDeliveryRow>();
    public DbSet<StimulusRow> Stimuli => Set<StimulusRow>();
    public DbSet<OperationRow> Operations => Set<OperationRow>();
    public DbSet<IncidentRow> Incidents => Set<IncidentRow>();
    public DbSet<ImmediateConcernRow> ImmediateConcerns => Set<ImmediateConcernRow>();
    public DbSet<DefinitionVersionRow> DefinitionVersions => Set<DefinitionVersionRow>();
    public DbSet<DefinitionDraftRow> DefinitionDrafts => Set<DefinitionDraftRow>();
    public DbSet<DefinitionDraftHistoryRow> DefinitionDraftHistory => Set<DefinitionDraftHistoryRow>();
    public DbSet<FormVersionRow> FormVersions => Set<FormVersionRow>();
    public DbSet<DesignEventRow> DesignEvents => Set<DesignEventRow>();
    public DbSet<SavedRehearsalRow> SavedRehearsals => Set<SavedRehearsalRow>();
    public DbSet<FormDraftRow> FormDrafts => Set<FormDraftRow>();
    public DbSet<FormDraftHistoryRow> FormDraftHistory => Set<FormDraftHistoryRow>();
    public DbSet<TriggerRow> Triggers => Set<TriggerRow>();
    public DbSet<ActivationRow> Activations => Set<ActivationRow>();
    public DbSet<InstanceMigrationRow> InstanceMigrations => Set<InstanceMigrationRow>();
    public DbSet<SettingRow> Settings => Set<SettingRow>();
    public DbSet<BusinessClockRow> BusinessClock => Set<BusinessClockRow>();
    public DbSet<CalendarRow> Calendars => Set<CalendarRow>();
    public DbSet<CalendarDayRow> CalendarDays => Set<CalendarDayRow>();
    public DbSet<DataProtectionKeyRow> DataProtectionKeys => Set<DataProtectionKeyRow>();
    public DbSet<PersonRow> People => Set<PersonRow>();
    public DbSet<UnitRow> Units => Set<UnitRow>();
    public DbSet<MembershipRow> Memberships => Set<MembershipRow>();
    public DbSet<RoleGrantRow> RoleGrants => Set<RoleGrantRow>();
    public DbSet<AbsenceRow> Absences => Set<AbsenceRow>();
    public DbSet<SubjectRow> Subjects => Set<SubjectRow>();
    public DbSet<SubjectAlikeRow> SubjectAlike => Set<SubjectAlikeRow>();
    public DbSet<AccessListRow> AccessList => Set<AccessListRow>();
    public DbSet<AccessGrantRow> AccessGrants => Set<AccessGrantRow>();
    public DbSet<AccessRequestRow> AccessRequests => Set<AccessRequestRow>();
    public DbSet<ExternalAccountRow> ExternalAccounts => Set<ExternalAccountRow>();
    public DbSet<InvitationRow> Invitations => Set<InvitationRow>();
    public DbSet<ContactRow> Contacts => Set<ContactRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.HasCollation(NameCollation, locale: "en-GB", provider: "icu", deterministic: true);
        builder.ApplyConfigurationsFromAssembly(typeof(ReviewFlowDbContext).Assembly);
        SnakeCase.Apply(builder);
    }
}
