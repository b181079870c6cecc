using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Persistence.Schema.Mapping;

internal sealed class JournalMapping : IEntityTypeConfiguration<JournalRow>
{
    public void Configure(EntityTypeBuilder<JournalRow> row)
    {
        row.ToTable(Tables.Journal).HasKey(j => new { j.InstanceId, j.Revision });
        row.HasIndex(j => j.CaseId);
    }
}

internal sealed class AuditMapping : IEntityTypeConfiguration<AuditRow>
{
    public void Configure(EntityTypeBuilder<AuditRow> row) =>
        row.ToTable(Tables.Audit).HasKey(a => new { a.CaseId, a.Number });
}

internal sealed class AuditPayloadMapping : IEntityTypeConfiguration<AuditPayloadRow>
{
    public void Configure(EntityTypeBuilder<AuditPayloadRow> row) =>
        row.ToTable(Tables.AuditPayloads).HasKey(a => new { a.CaseId, a.Number });
}

internal sealed class AccessLogMapping : IEntityTypeConfiguration<AccessLogRow>
{
    public void Configure(EntityTypeBuilder<AccessLogRow> row)
    {
        row.ToTable(Tables.AccessLog).HasKey(a => a.Id);
        row.HasIndex(a => new { a.CaseId, a.At });
    }
}

internal sealed class OutboxMapping : IEntityTypeConfiguration<OutboxRow>
{
    public void Configure(EntityTypeBuilder<OutboxRow> row)
    {
        row.ToTable(Tables.Outbox).HasKey(o => new { o.CaseId, o.Number });
        row.HasIndex(o => o.MessageId).IsUnique();
        row.HasIndex(o => new { o.CaseId, o.Number }, "ix_outbox_waiting").HasFilter("sent_at is null");
        row.HasIndex(o => o.CreatedAt, "ix_outbox_to_spread").HasFilter("spread_at is null and event_name is not null");
    }
}

internal sealed class StimulusMapping : IEntityTypeConfiguration<StimulusRow>
{
    public void Configure(EntityTypeBuilder<StimulusRow> row)
    {
        row.ToTable(Tables.Stimuli).HasKey(s => s.Id);
        row.HasIndex(s => s.CreatedAt).HasFilter("applied_at is null");
    }
}

internal sealed class OperationMapping : IEntityTypeConfiguration<OperationRow>
{
    public void Configure(EntityTypeBuilder<OperationRow> row)
    {
        row.ToTable(Tables.Operations).HasKey(o => o.Key);
        row.HasIndex(o => o.At);
    }
}

internal sealed class IncidentMapping : IEntityTypeConfiguration<IncidentRow>
{
    public void Configure(EntityTypeBuilder<IncidentRow> row)
    {
        row.ToTable(Tables.Incidents).HasKey(i => i.Id);
        row.HasIndex(i => i.CaseId);
        row.HasIndex(i => i.At).HasFilter("mended_at is null");
    }
}
