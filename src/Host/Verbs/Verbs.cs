using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Startup;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Host.Verbs;

internal static class Migrate
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        await using var work = await VerbSetting.StartAsync(args, migrate: true, cancellation);
        Console.WriteLine("The database is at this version.");
        return ExitCodes.Ok;
    }
}

internal static class Seed
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        await using var work = await VerbSetting.StartAsync(args, migrate: true, cancellation);
        await using var scope = work.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReviewFlowDbContext>();
        await work.PublishAsync(scope.ServiceProvider, cancellation);
        if (!await DemoSeed.RunAsync(scope.ServiceProvider, db, cancellation))
        {
            Console.Error.WriteLine("This database already knows people. The demo organisation goes into an empty one only.");
            return ExitCodes.Failed;
        }
        Console.WriteLine("The demo organisation and its cases are there.");
        return ExitCodes.Ok;
    }
}

internal static class UserAdd
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        if (args is not ["add", var personId, var userName, ..])
        {
            Console.Error.WriteLine("user add <person-id> <user-name>");
            return ExitCodes.Usage;
        }
        await using var work = await VerbSetting.StartAsync(args[3..], migrate: false, cancellation);
        await using var scope = work.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReviewFlowDbContext>();
        if (!await db.People.AnyAsync(p => p.Id == personId, cancellation))
        {
            Console.Error.WriteLine($"There is no person with the id '{personId}'.");
            return ExitCodes.Failed;
        }
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = await db.Users.FirstOrDefaultAsync(u => u.PersonId == personId, cancellation) ?? new Account { UserName = userName, PersonId = personId };
        if (account.SecurityStamp is null || !await db.Users.AnyAsync(u => u.Id == account.Id, cancellation))
        {
            var made = await accounts.CreateAsync(account);
            if (!made.Succeeded)
            {
                Console.Error.WriteLine(string.Join(' ', made.Errors.Select(e => e.Description)));
                return ExitCodes.Failed;
            }
        }
        var token = await accounts.GeneratePasswordResetTokenAsync(account);
        Console.WriteLine($"Give this address to the person. It works once and for a day (user name {account.UserName}):");
        Console.WriteLine($"  /set-password?account={account.Id}&token={Uri.EscapeDataString(token)}");
        return ExitCodes.Ok;
    }
}
