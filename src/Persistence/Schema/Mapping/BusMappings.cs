using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Persistence.Schema.Mapping;

internal sealed class InboxMessageMapping : IEntityTypeConfiguration<InboxMessageRow>
{
    public void Configure(EntityTypeBuilder<InboxMessageRow> row)
    {
        row.ToTable(Tables.InboxMessages).HasKey(m => m.MessageId);
        row.HasIndex(m => m.NotBefore).HasFilter("state = 'Waiting'");
        row.HasIndex(m => new { m.State, m.ReceivedAt });
    }
}

internal sealed class WebhookMapping : IEntityTypeConfiguration<WebhookRow>
{
    public void Configure(EntityTypeBuilder<WebhookRow> row) => row.ToTable(Tables.Webhooks).HasKey(w => w.Id);
}

internal sealed class WebhookDeliveryMapping : IEntityTypeConfiguration<WebhookDeliveryRow>
{
    public void Configure(EntityTypeBuilder<WebhookDeliveryRow> row)
    {
        row.ToTable(Tables.WebhookDeliveries).HasKey(d => new { d.WebhookId, d.MessageId });
        row.HasIndex(d => d.NotBefore).HasFilter("state = 'Waiting'");
        row.HasIndex(d => new { d.State, d.CreatedAt });
    }
}
