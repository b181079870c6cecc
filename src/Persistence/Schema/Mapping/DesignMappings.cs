using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Persistence.Schema.Mapping;

internal sealed class DesignEventMapping : IEntityTypeConfiguration<DesignEventRow>
{
    public void Configure(EntityTypeBuilder<DesignEventRow> row)
    {
        row.ToTable(Tables.DesignEvents).HasKey(e => e.Id);
        row.HasIndex(e => new { e.SubjectId, e.Id });
    }
}

internal sealed class SavedRehearsalMapping : IEntityTypeConfiguration<SavedRehearsalRow>
{
    public void Configure(EntityTypeBuilder<SavedRehearsalRow> row)
    {
        row.ToTable(Tables.SavedRehearsals).HasKey(r => r.Id);
        row.HasIndex(r => r.DefinitionId);
    }
}

internal sealed class FormDraftMapping : IEntityTypeConfiguration<FormDraftRow>
{
    public void Configure(EntityTypeBuilder<FormDraftRow> row) => row.ToTable(Tables.FormDrafts).HasKey(d => d.Id);
}

internal sealed class FormDraftHistoryMapping : IEntityTypeConfiguration<FormDraftHistoryRow>
{
    public void Configure(EntityTypeBuilder<FormDraftHistoryRow> row) => row.ToTable(Tables.FormDraftHistory).HasKey(d => new { d.Id, d.Revision });
}
