using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Persistence.Schema.Mapping;

internal sealed class CaseMapping : IEntityTypeConfiguration<CaseRow>
{
    /// <summary>Keeps two cases from holding the same at once.</summary>
    public const string ClaimIndex = "ix_cases_claim";

    public void Configure(EntityTypeBuilder<CaseRow> row)
    {
        row.ToTable(Tables.Cases).HasKey(c => c.Id);
        row.HasIndex(c => c.Reference).IsUnique();
        row.HasIndex(c => c.SubjectId);
        row.HasIndex(c => new { c.Area, c.OpenedAt });
        row.HasIndex(c => new { c.SubjectId, c.Claim }).IsUnique().HasDatabaseName(ClaimIndex).HasFilter("claim is not null");
        row.HasOne<SubjectRow>().WithMany().HasForeignKey(c => c.SubjectId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CaseParticipantMapping : IEntityTypeConfiguration<CaseParticipantRow>
{
    public void Configure(EntityTypeBuilder<CaseParticipantRow> row)
    {
        row.ToTable(Tables.CaseParticipants).HasKey(p => new { p.CaseId, p.Role, p.PersonId });
        row.HasIndex(p => p.PersonId);
        row.HasOne<CaseRow>().WithMany().HasForeignKey(p => p.CaseId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class InstanceMapping : IEntityTypeConfiguration<InstanceRow>
{
    public void Configure(EntityTypeBuilder<InstanceRow> row)
    {
        row.ToTable(Tables.Instances).HasKey(i => i.Id);
        row.HasIndex(i => new { i.CaseId, i.Number }).IsUnique();
        row.HasIndex(i => i.Reference).IsUnique();
        row.HasIndex(i => i.VersionId);
        row.HasIndex(i => i.CorrelationId).HasFilter("status = 'Running'");
        row.HasOne<CaseRow>().WithMany().HasForeignKey(i => i.CaseId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class BookmarkMapping : IEntityTypeConfiguration<BookmarkRow>
{
    public void Configure(EntityTypeBuilder<BookmarkRow> row)
    {
        row.ToTable(Tables.Bookmarks).HasKey(b => b.Id);
        row.HasIndex(b => b.CaseId);
        row.HasIndex(b => b.EventName).HasFilter("event_name is not null");
    }
}

internal sealed class CaseEventMapping : IEntityTypeConfiguration<CaseEventRow>
{
    public void Configure(EntityTypeBuilder<CaseEventRow> row) =>
        row.ToTable(Tables.CaseEvents).HasKey(e => new { e.CaseId, e.Number });
}

internal sealed class ImmediateConcernMapping : IEntityTypeConfiguration<ImmediateConcernRow>
{
    public void Configure(EntityTypeBuilder<ImmediateConcernRow> row)
    {
        row.ToTable(Tables.ImmediateConcerns).HasKey(c => c.Id);
        row.HasIndex(c => c.CaseId);
        row.HasIndex(c => c.NextAt).HasFilter("next_at is not null");
    }
}

internal sealed class WorkTaskMapping : IEntityTypeConfiguration<WorkTaskRow>
{
    public void Configure(EntityTypeBuilder<WorkTaskRow> row)
    {
        row.ToTable(Tables.WorkTasks).HasKey(t => t.Id);
        row.HasIndex(t => t.CaseId);
        row.HasIndex(t => new { t.AssigneeId, t.DueAt, t.Id }).HasFilter("status = 'Open'");
        row.HasIndex(t => t.ActingForId).HasFilter("status = 'Open' and acting_for_id is not null");
        row.HasIndex(t => t.CandidateIds).HasMethod("gin").HasFilter("status = 'Open' and assignee_id is null");
        row.HasIndex(t => new { t.TeamId, t.DueAt, t.Id }).HasFilter("status = 'Open' and team_id is not null");
        row.HasIndex(t => new { t.ClosedBy, t.ClosedAt }).HasFilter("status <> 'Open'");
        row.HasOne<InstanceRow>().WithMany().HasForeignKey(t => t.InstanceId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class TimerMapping : IEntityTypeConfiguration<TimerRow>
{
    public void Configure(EntityTypeBuilder<TimerRow> row)
    {
        row.ToTable(Tables.Timers).HasKey(t => t.BookmarkId);
        row.HasIndex(t => t.DueAt);
        row.HasIndex(t => t.CaseId);
        row.HasIndex(t => t.CalendarId);
    }
}

internal sealed class NoticeMapping : IEntityTypeConfiguration<NoticeRow>
{
    public void Configure(EntityTypeBuilder<NoticeRow> row)
    {
        row.ToTable(Tables.Notices).HasKey(n => new { n.Id, n.PersonId });
        row.HasIndex(n => new { n.PersonId, n.CreatedAt });
        row.HasIndex(n => n.CaseId);
    }
}

internal sealed class AlertMapping : IEntityTypeConfiguration<AlertRow>
{
    public void Configure(EntityTypeBuilder<AlertRow> row)
    {
        row.ToTable(Tables.Alerts).HasKey(a => a.Id);
        row.HasIndex(a => a.CaseId);
        row.HasIndex(a => a.PersonIds).HasMethod("gin").HasFilter("acknowledged_at is null");
    }
}
