using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Persistence.Schema.Mapping;

internal sealed class PersonMapping : IEntityTypeConfiguration<PersonRow>
{
    public void Configure(EntityTypeBuilder<PersonRow> row)
    {
        row.ToTable(Tables.People).HasKey(p => p.Id);
        row.Property(p => p.Name).UseCollation(ReviewFlowDbContext.NameCollation);
    }
}

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> row)
    {
        row.ToTable("accounts");
        row.HasIndex(a => a.PersonId).IsUnique();
        row.HasOne<PersonRow>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class UnitMapping : IEntityTypeConfiguration<UnitRow>
{
    public void Configure(EntityTypeBuilder<UnitRow> row) => row.ToTable(Tables.Units).HasKey(u => u.Id);
}

internal sealed class MembershipMapping : IEntityTypeConfiguration<MembershipRow>
{
    public void Configure(EntityTypeBuilder<MembershipRow> row) =>
        row.ToTable(Tables.Memberships).HasKey(m => new { m.PersonId, m.UnitId, m.FromDay });
}

internal sealed class RoleGrantMapping : IEntityTypeConfiguration<RoleGrantRow>
{
    public void Configure(EntityTypeBuilder<RoleGrantRow> row) =>
        row.ToTable(Tables.RoleGrants).HasKey(r => new { r.PersonId, r.Role, r.UnitId, r.FromDay });
}

internal sealed class AbsenceMapping : IEntityTypeConfiguration<AbsenceRow>
{
    public void Configure(EntityTypeBuilder<AbsenceRow> row)
    {
        row.ToTable(Tables.Absences).HasKey(a => a.Id);
        row.HasIndex(a => new { a.PersonId, a.FromDay });
    }
}

internal sealed class SubjectMapping : IEntityTypeConfiguration<SubjectRow>
{
    public void Configure(EntityTypeBuilder<SubjectRow> row)
    {
        row.ToTable(Tables.Subjects).HasKey(s => s.Id);
        row.Property(s => s.Name).UseCollation(ReviewFlowDbContext.NameCollation);
        row.HasIndex(s => s.ExternalId).IsUnique();
        row.HasIndex(s => s.TeamId);
    }
}

internal sealed class SubjectAlikeMapping : IEntityTypeConfiguration<SubjectAlikeRow>
{
    public void Configure(EntityTypeBuilder<SubjectAlikeRow> row) =>
        row.ToTable(Tables.SubjectAlike).HasKey(s => new { s.SubjectId, s.OtherId });
}

internal sealed class AccessListMapping : IEntityTypeConfiguration<AccessListRow>
{
    public void Configure(EntityTypeBuilder<AccessListRow> row) =>
        row.ToTable(Tables.AccessList).HasKey(a => new { a.SubjectId, a.PersonId });
}

internal sealed class AccessGrantMapping : IEntityTypeConfiguration<AccessGrantRow>
{
    public void Configure(EntityTypeBuilder<AccessGrantRow> row) =>
        row.ToTable(Tables.AccessGrants).HasKey(a => new { a.CaseId, a.PersonId });
}

internal sealed class AccessRequestMapping : IEntityTypeConfiguration<AccessRequestRow>
{
    public void Configure(EntityTypeBuilder<AccessRequestRow> row)
    {
        row.ToTable(Tables.AccessRequests).HasKey(a => a.Id);
        row.HasIndex(a => a.CaseId);
        row.HasIndex(a => a.AskedAt).HasFilter("decided_at is null");
    }
}

internal sealed class ContactMapping : IEntityTypeConfiguration<ContactRow>
{
    public void Configure(EntityTypeBuilder<ContactRow> row) => row.ToTable(Tables.Contacts).HasKey(c => c.Id);
}
