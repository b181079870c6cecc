using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Persistence.Demo;

/// <summary>Puts the demo organisation into an empty database.</summary>
public static class DemoOrganisation
{
    /// <summary>Adds people, units, roles, children and contacts. Refuses a database that already knows people.</summary>
    /// <returns>False when there were people already; then nothing was changed.</returns>
    public static async Task<bool> AddAsync(ReviewFlowDbContext db, CancellationToken cancellation)
    {
        if (await db.People.AnyAsync(cancellation)) return false;
        db.Units.AddRange(DemoPeople.Units);
        foreach (var person in DemoPeople.Everybody) Add(db, person);
        foreach (var person in DemoPeople.FromOutside) Add(db, person);
        db.Subjects.AddRange(DemoPeople.Children);
        db.Subjects.AddRange(DemoPeople.AdultsAndServices);
        db.SubjectAlike.AddRange(Alike("robin", "wren"), Alike("wren", "robin"));
        db.AccessList.AddRange(DemoPeople.KnowSkye.Select(p => new AccessListRow { SubjectId = "skye", PersonId = p }));
        db.Contacts.AddRange(DemoPeople.Contacts);
        db.Absences.Add(new AbsenceRow { Id = "dev-june", PersonId = "dev-chandra", CoverId = "nadia-petrov-lane", FromDay = new DateOnly(2026, 6, 15), ToDay = new DateOnly(2026, 6, 19) });
        db.Settings.AddRange(
            Setting("organisation.name", "Fernshire County Council"),
            Setting("organisation.calendar", "england-and-wales"),
            Setting("ring.1", "Police, if somebody is in danger now: 999"),
            Setting("ring.2", "Emergency Duty Team, day and night: 01632 960 199"),
            Setting("ring.3", "Front Door for children, 9am to 5pm: 01632 960 155"),
            Setting("direct.1", "Care Inspectorate, notifications: 01632 960 181"),
            Setting("direct.2", "Adult support and protection, day and night: 01632 960 182"),
            Setting("direct.3", "Whistle-blowing, in confidence: 01632 960 183"),
            Setting("duty.name", "Emergency Duty Team"),
            Setting("duty.phone", "01632 960 199"),
            Setting("duty.email", "duty@fernshire.example"));
        await db.SaveChangesAsync(cancellation);
        return true;

        static SubjectAlikeRow Alike(string one, string other) => new() { SubjectId = one, OtherId = other, Why = "Sibling" };
        static SettingRow Setting(string key, string value) => new() { Key = key, Value = value };
    }

    private static void Add(ReviewFlowDbContext db, DemoPerson person)
    {
        db.People.Add(new PersonRow
        {
            Id = person.Id,
            Name = person.Name,
            JobTitle = person.JobTitle,
            Phone = person.Phone,
            Email = $"{person.Id}@fernshire.example",
            LeftOn = person.LeftOn,
            Demo = true,
        });
        db.Memberships.Add(new MembershipRow { PersonId = person.Id, UnitId = person.UnitId, LineManagerId = person.LineManagerId, FromDay = DemoPeople.Since, ToDay = person.LeftOn });
        foreach (var (role, unit) in person.Roles)
        {
            db.RoleGrants.Add(new RoleGrantRow { PersonId = person.Id, Role = role, UnitId = unit, FromDay = DemoPeople.Since, ToDay = person.LeftOn });
        }
        db.Users.Add(AccountOf(person.Id));
    }

    private static void Add(ReviewFlowDbContext db, DemoOutsider person)
    {
        db.People.Add(new PersonRow { Id = person.Id, Name = person.Name, JobTitle = person.JobTitle, Email = person.Email, Demo = true });
        db.ExternalAccounts.Add(new ExternalAccountRow { PersonId = person.Id, Role = person.Role, SubjectId = person.ServiceId, InvitedBy = "moira-sandilands", CreatedAt = DemoStory.Begins });
        db.Users.Add(AccountOf(person.Id));
    }

    // Without a password: the demo's sign-in page is the only way in.
    private static Account AccountOf(string person) => new()
    {
        Id = person,
        UserName = person,
        NormalizedUserName = person.ToUpperInvariant(),
        LockoutEnabled = true,
        SecurityStamp = Guid.NewGuid().ToString("N"),
        PersonId = person,
    };
}
