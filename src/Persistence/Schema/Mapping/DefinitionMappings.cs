using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Persistence.Schema.Mapping;

internal sealed class DefinitionVersionMapping : IEntityTypeConfiguration<DefinitionVersionRow>
{
    public void Configure(EntityTypeBuilder<DefinitionVersionRow> row)
    {
        row.ToTable(Tables.DefinitionVersions).HasKey(d => d.Id);
        row.HasIndex(d => new { d.DefinitionId, d.Version }).IsUnique().HasFilter("not snapshot");
    }
}

internal sealed class DefinitionDraftMapping : IEntityTypeConfiguration<DefinitionDraftRow>
{
    public void Configure(EntityTypeBuilder<DefinitionDraftRow> row) =>
        row.ToTable(Tables.DefinitionDrafts).HasKey(d => d.DefinitionId);
}

internal sealed class DefinitionDraftHistoryMapping : IEntityTypeConfiguration<DefinitionDraftHistoryRow>
{
    public void Configure(EntityTypeBuilder<DefinitionDraftHistoryRow> row) =>
        row.ToTable(Tables.DefinitionDraftHistory).HasKey(d => new { d.DefinitionId, d.Revision });
}

internal sealed class FormVersionMapping : IEntityTypeConfiguration<FormVersionRow>
{
    public void Configure(EntityTypeBuilder<FormVersionRow> row) =>
        row.ToTable(Tables.FormVersions).HasKey(f => new { f.Id, f.Version });
}

internal sealed class ReferenceCounterMapping : IEntityTypeConfiguration<ReferenceCounterRow>
{
    public void Configure(EntityTypeBuilder<ReferenceCounterRow> row) =>
        row.ToTable(Tables.ReferenceCounters).HasKey(r => r.Series);
}

internal sealed class SettingMapping : IEntityTypeConfiguration<SettingRow>
{
    public void Configure(EntityTypeBuilder<SettingRow> row) => row.ToTable(Tables.Settings).HasKey(s => s.Key);
}

internal sealed class BusinessClockMapping : IEntityTypeConfiguration<BusinessClockRow>
{
    public void Configure(EntityTypeBuilder<BusinessClockRow> row)
    {
        row.ToTable(Tables.BusinessClock).HasKey(c => c.Id);
        row.Property(c => c.Id).ValueGeneratedNever();
        row.HasData(new BusinessClockRow { Id = 1, Ahead = TimeSpan.Zero });
    }
}

internal sealed class CalendarMapping : IEntityTypeConfiguration<CalendarRow>
{
    public void Configure(EntityTypeBuilder<CalendarRow> row) => row.ToTable(Tables.Calendars).HasKey(c => c.Id);
}

internal sealed class CalendarDayMapping : IEntityTypeConfiguration<CalendarDayRow>
{
    public void Configure(EntityTypeBuilder<CalendarDayRow> row)
    {
        row.ToTable(Tables.CalendarDays).HasKey(d => new { d.CalendarId, d.Day });
        row.HasOne<CalendarRow>().WithMany().HasForeignKey(d => d.CalendarId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DataProtectionKeyMapping : IEntityTypeConfiguration<DataProtectionKeyRow>
{
    public void Configure(EntityTypeBuilder<DataProtectionKeyRow> row) =>
        row.ToTable(Tables.DataProtectionKeys).HasKey(k => k.FriendlyName);
}

internal sealed class TriggerMapping : IEntityTypeConfiguration<TriggerRow>
{
    public void Configure(EntityTypeBuilder<TriggerRow> row)
    {
        row.ToTable(Tables.Triggers).HasKey(t => t.Id);
        row.HasIndex(t => t.DefinitionId);
        row.HasIndex(t => new { t.Kind, t.Value });
        row.HasIndex(t => t.DueAt).HasFilter("due_at is not null");
    }
}

internal sealed class ActivationMapping : IEntityTypeConfiguration<ActivationRow>
{
    public void Configure(EntityTypeBuilder<ActivationRow> row)
    {
        row.ToTable(Tables.Activations).HasKey(a => a.Key).HasName(ActivationKeys.Constraint);
        row.HasIndex(a => a.InstanceId);
    }
}

internal sealed class InstanceMigrationMapping : IEntityTypeConfiguration<InstanceMigrationRow>
{
    public void Configure(EntityTypeBuilder<InstanceMigrationRow> row)
    {
        row.ToTable(Tables.InstanceMigrations).HasKey(m => m.Id);
        row.HasIndex(m => new { m.InstanceId, m.At });
    }
}
