using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Persistence.Schema.Mapping;

internal sealed class ImprovementActionMapping : IEntityTypeConfiguration<ImprovementActionRow>
{
    public void Configure(EntityTypeBuilder<ImprovementActionRow> row)
    {
        row.ToTable(Tables.ImprovementActions).HasKey(a => a.Id);
        row.HasIndex(a => a.CaseId);
        row.HasIndex(a => new { a.InstanceId, a.SectionId, a.TableId, a.Number }).IsUnique();
        row.HasIndex(a => new { a.OwnerId, a.State });
        row.HasOne<InstanceRow>().WithMany().HasForeignKey(a => a.InstanceId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CaseThemeMapping : IEntityTypeConfiguration<CaseThemeRow>
{
    public void Configure(EntityTypeBuilder<CaseThemeRow> row)
    {
        row.ToTable(Tables.CaseThemes).HasKey(t => new { t.InstanceId, t.SectionId, t.Theme });
        row.HasIndex(t => new { t.Theme, t.Area });
        row.HasIndex(t => t.CaseId);
        row.HasOne<InstanceRow>().WithMany().HasForeignKey(t => t.InstanceId).OnDelete(DeleteBehavior.Cascade);
    }
}
