using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Persistence.Schema.Mapping;

internal sealed class FrozenVersionMapping : IEntityTypeConfiguration<FrozenVersionRow>
{
    public void Configure(EntityTypeBuilder<FrozenVersionRow> row)
    {
        row.ToTable(Tables.FrozenVersions).HasKey(v => v.Id);

        // Second line behind the case's lock: a number is given once.
        row.HasIndex(v => new { v.CaseId, v.Number }).IsUnique();
    }
}

internal sealed class DistributionMapping : IEntityTypeConfiguration<DistributionRow>
{
    public void Configure(EntityTypeBuilder<DistributionRow> row)
    {
        row.ToTable(Tables.Distributions).HasKey(d => d.Id);
        row.HasIndex(d => new { d.CaseId, d.Version });
    }
}

internal sealed class DeliveryMapping : IEntityTypeConfiguration<DeliveryRow>
{
    public void Configure(EntityTypeBuilder<DeliveryRow> row)
    {
        row.ToTable(Tables.Deliveries).HasKey(d => new { d.DistributionId, d.PersonId });
        row.HasIndex(d => new { d.CaseId, d.Version });
        row.HasIndex(d => d.PersonId);
        row.HasIndex(d => d.MailId);
    }
}
