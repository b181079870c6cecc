using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Startup;

/// <summary>A production start has no default account: the first administrator gets a one-time link on the console.</summary>
internal static class SetupLink
{
    private const string FirstAdministrator = "first-administrator";

    public static async Task PrintWhenNeededAsync(IServiceProvider services, ReviewFlowDbContext db, CancellationToken cancellation)
    {
        if (await db.Users.AnyAsync(u => u.PasswordHash != null, cancellation)) return;
        var account = await db.Users.FirstOrDefaultAsync(u => u.Id == FirstAdministrator, cancellation) ?? await CreateAsync(services, db, cancellation);
        var token = await services.GetRequiredService<UserManager<Account>>().GeneratePasswordResetTokenAsync(account);
        Console.WriteLine($"No account exists yet. Within a day, open this address once to make the first administrator's password (user name {account.UserName}):");
        Console.WriteLine($"  /set-password?account={account.Id}&token={Uri.EscapeDataString(token)}");
    }

    private static async Task<Account> CreateAsync(IServiceProvider services, ReviewFlowDbContext db, CancellationToken cancellation)
    {
        if (!await db.Units.AnyAsync(u => u.Id == "organisation", cancellation))
            db.Units.Add(new UnitRow { Id = "organisation", Name = "Organisation", Kind = "authority", CalendarId = "england-and-wales" });
        db.People.Add(new PersonRow { Id = FirstAdministrator, Name = "First administrator", JobTitle = "Administrator" });
        db.RoleGrants.Add(new RoleGrantRow { PersonId = FirstAdministrator, Role = Roles.Administrator, UnitId = "organisation", FromDay = new DateOnly(2000, 1, 1) });
        await db.SaveChangesAsync(cancellation);
        var account = new Account { Id = FirstAdministrator, UserName = "administrator", PersonId = FirstAdministrator };
        var made = await services.GetRequiredService<UserManager<Account>>().CreateAsync(account);
        return made.Succeeded ? account : throw new InvalidOperationException(string.Join(' ', made.Errors.Select(e => e.Description)));
    }
}
