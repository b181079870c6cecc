using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Persistence.Schema.Mapping;

internal sealed class MailMapping : IEntityTypeConfiguration<MailRow>
{
    public void Configure(EntityTypeBuilder<MailRow> row)
    {
        row.ToTable(Tables.Mails).HasKey(m => m.Id);
        row.HasIndex(m => m.NotBefore).HasFilter("state = 'Waiting'");
        row.HasIndex(m => m.PersonId).HasFilter("state = 'ForDigest'");
        row.HasIndex(m => new { m.State, m.CreatedAt });
        row.HasIndex(m => m.CaseId);
    }
}

internal sealed class MessagePreferenceMapping : IEntityTypeConfiguration<MessagePreferenceRow>
{
    public void Configure(EntityTypeBuilder<MessagePreferenceRow> row) => row.ToTable(Tables.MessagePreferences).HasKey(p => p.PersonId);
}

internal sealed class DigestMarkMapping : IEntityTypeConfiguration<DigestMarkRow>
{
    public void Configure(EntityTypeBuilder<DigestMarkRow> row) => row.ToTable(Tables.DigestMarks).HasKey(d => d.PersonId);
}

internal sealed class MessageTemplateMapping : IEntityTypeConfiguration<MessageTemplateRow>
{
    public void Configure(EntityTypeBuilder<MessageTemplateRow> row) => row.ToTable(Tables.MessageTemplates).HasKey(t => t.Name);
}

internal sealed class CalendarFeedMapping : IEntityTypeConfiguration<CalendarFeedRow>
{
    public void Configure(EntityTypeBuilder<CalendarFeedRow> row)
    {
        row.ToTable(Tables.CalendarFeeds).HasKey(f => f.PersonId);
        row.HasIndex(f => f.TokenHash).IsUnique();
    }
}

internal sealed class InboxMessageMapping : IEntityTypeConfiguration<InboxMessageRow>
{
    public void Configure(EntityTypeBuilder<InboxMessageRow> row)
    {
        row.ToTable(Tables.InboxMessages).HasKey(m => new { m.MessageId, m.Consumer });
        row.HasIndex(m => m.ReceivedAt);
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
        row.HasIndex(d => d.CreatedAt);
    }
}
