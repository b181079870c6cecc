using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Persistence.Schema.Mapping;

internal sealed class DocumentMapping : IEntityTypeConfiguration<DocumentRow>
{
    public void Configure(EntityTypeBuilder<DocumentRow> row)
    {
        row.ToTable(Tables.Documents).HasKey(d => new { d.InstanceId, d.SectionId });
        row.HasIndex(d => d.CaseId);
        row.HasOne<InstanceRow>().WithMany().HasForeignKey(d => d.InstanceId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DocumentVersionMapping : IEntityTypeConfiguration<DocumentVersionRow>
{
    public void Configure(EntityTypeBuilder<DocumentVersionRow> row)
    {
        row.ToTable(Tables.DocumentVersions).HasKey(d => new { d.InstanceId, d.SectionId, d.Version });
        row.HasIndex(d => d.CaseId);
    }
}

internal sealed class DraftMapping : IEntityTypeConfiguration<DraftRow>
{
    public void Configure(EntityTypeBuilder<DraftRow> row) =>
        row.ToTable(Tables.Drafts).HasKey(d => new { d.InstanceId, d.SectionId, d.PersonId });
}

internal sealed class SignatureMapping : IEntityTypeConfiguration<SignatureRow>
{
    public void Configure(EntityTypeBuilder<SignatureRow> row)
    {
        row.ToTable(Tables.Signatures).HasKey(s => s.Id);
        row.HasIndex(s => s.CaseId);

        // Second line behind the case's lock: one signature for one action of one wait.
        row.HasIndex(s => new { s.TaskId, s.Action, s.SignerId, s.SignedAt }).IsUnique();
    }
}

internal sealed class AttachmentMapping : IEntityTypeConfiguration<AttachmentRow>
{
    public void Configure(EntityTypeBuilder<AttachmentRow> row)
    {
        row.ToTable(Tables.Attachments).HasKey(a => a.Id);
        row.HasIndex(a => a.CaseId);
    }
}

internal sealed class AttachmentChunkMapping : IEntityTypeConfiguration<AttachmentChunkRow>
{
    public void Configure(EntityTypeBuilder<AttachmentChunkRow> row)
    {
        row.ToTable(Tables.AttachmentChunks).HasKey(c => new { c.AttachmentId, c.Number });
        row.HasOne<AttachmentRow>().WithMany().HasForeignKey(c => c.AttachmentId).OnDelete(DeleteBehavior.Cascade);
    }
}
