using ReviewFlow.Host.Startup;
using ReviewFlow.Host.Verbs;
using ReviewFlow.Persistence.EmbeddedServer;

if (VerbTable.IsUnknown(args))
{
    Console.Error.WriteLine($"There is no command '{args[0]}'. Commands:\n{VerbTable.Help()}\nWithout a command, ReviewFlow serves its pages.");
    return ExitCodes.Usage;
}

try
{
    if (VerbTable.Find(args) is { } verb) return await verb.RunAsync(args[1..], CancellationToken.None);

    await using var host = await ReviewFlowHost.StartAsync(args, CancellationToken.None);
    await host.RunUntilStoppedAsync(CancellationToken.None);
    return ExitCodes.Ok;
}
catch (DatabaseUnavailableException unavailable)
{
    Console.Error.WriteLine(unavailable.Message);
    return ExitCodes.NoDatabase;
}
