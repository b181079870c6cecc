using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Persistence.Schema.Mapping;

internal sealed class ExternalAccountMapping : IEntityTypeConfiguration<ExternalAccountRow>
{
    public void Configure(EntityTypeBuilder<ExternalAccountRow> row)
    {
        row.ToTable(Tables.ExternalAccounts, t => t.HasCheckConstraint("ck_external_accounts_one_limit", "(subject_id is null) <> (case_id is null)")).HasKey(a => a.PersonId);
        row.HasOne<PersonRow>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class InvitationMapping : IEntityTypeConfiguration<InvitationRow>
{
    public void Configure(EntityTypeBuilder<InvitationRow> row)
    {
        row.ToTable(Tables.Invitations).HasKey(i => i.Id);
        row.HasIndex(i => i.TokenHash).IsUnique();
        row.HasIndex(i => i.FromCaseId);
    }
}
