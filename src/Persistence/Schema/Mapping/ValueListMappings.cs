using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Persistence.Schema.Mapping;

internal sealed class ValueListEntryMapping : IEntityTypeConfiguration<ValueListEntryRow>
{
    public void Configure(EntityTypeBuilder<ValueListEntryRow> row) => row.ToTable(Tables.ValueListEntries).HasKey(e => new { e.ListId, e.Value });
}

internal sealed class ValueListChangeMapping : IEntityTypeConfiguration<ValueListChangeRow>
{
    public void Configure(EntityTypeBuilder<ValueListChangeRow> row) => row.ToTable(Tables.ValueListChanges).HasKey(c => new { c.ListId, c.Number });
}
