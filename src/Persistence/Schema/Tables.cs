namespace ReviewFlow.Persistence.Schema;

/// <summary>Names of the tables. Columns are the snake_case of the property (<see cref="SnakeCase"/>).</summary>
public static class Tables
{
    public const string Absences = "absences";
    public const string AccessGrants = "access_grants";
    public const string AccessList = "access_list";
    public const string AccessLog = "access_log";
    public const string AccessRequests = "access_requests";
    public const string Alerts = "alerts";
    public const string AttachmentChunks = "attachment_chunks";
    public const string Attachments = "attachments";
    public const string Audit = "audit";
    public const string AuditPayloads = "audit_payloads";
    public const string Bookmarks = "bookmarks";
    public const string BusinessClock = "business_clock";
    public const string CalendarDays = "calendar_days";
    public const string Calendars = "calendars";
    public const string CalendarFeeds = "calendar_feeds";
    public const string CaseEvents = "case_events";
    public const string Cases = "cases";
    public const string CaseThemes = "case_themes";
    public const string Contacts = "contacts";
    public const string DataProtectionKeys = "data_protection_keys";
    public const string DefinitionDraftHistory = "definition_draft_history";
    public const string DefinitionDrafts = "definition_drafts";
    public const string DefinitionVersions = "definition_versions";
    public const string DigestMarks = "digest_marks";
    public const string DocumentVersions = "document_versions";
    public const string Documents = "documents";
    public const string Drafts = "drafts";
    public const string FormVersions = "form_versions";
    public const string ImmediateConcerns = "immediate_concerns";
    public const string ImprovementActions = "improvement_actions";
    public const string Incidents = "incidents";
    public const string Instances = "instances";
    public const string Journal = "journal";
    public const string Mails = "mails";
    public const string Memberships = "memberships";
    public const string MessagePreferences = "message_preferences";
    public const string MessageTemplates = "message_templates";
    public const string Notices = "notices";
    public const string Operations = "operations";
    public const string Outbox = "outbox";
    public const string People = "people";
    public const string ReferenceCounters = "reference_counters";
    public const string RoleGrants = "role_grants";
    public const string Settings = "settings";
    public const string Signatures = "signatures";
    public const string Stimuli = "stimuli";
    public const string SubjectAlike = "subject_alike";
    public const string Subjects = "subjects";
    public const string Timers = "timers";
    public const string Units = "units";
    public const string WorkTasks = "work_tasks";
}
