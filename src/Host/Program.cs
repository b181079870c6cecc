using Microsoft.Extensions.Options;
using ReviewFlow.Host.Startup;
using ReviewFlow.Host.Verbs;
using ReviewFlow.Persistence.EmbeddedServer;

if (VerbTable.IsUnknown(args))
{
    Console.Error.WriteLine($"There is no command '{args[0]}'. Commands:\n{VerbTable.Help()}\nWithout a command, ReviewFlow serves its pages.");
    return ExitCodes.Usage;
}

using var stop = new StopRequest();
try
{
    if (VerbTable.Find(args) is { } verb) return await verb.RunAsync(args[1..], stop.Token);

    await using var host = await ReviewFlowHost.StartAsync(args, stop.Token);
    await host.RunUntilStoppedAsync(CancellationToken.None);
    return ExitCodes.Ok;
}
catch (DatabaseUnavailableException unavailable)
{
    Console.Error.WriteLine(unavailable.Message);
    return ExitCodes.NoDatabase;
}
catch (StartRefusedException refused)
{
    Console.Error.WriteLine(refused.Message);
    return ExitCodes.Failed;
}
catch (OptionsValidationException wrong)
{
    Console.Error.WriteLine($"The settings are wrong: {string.Join(' ', wrong.Failures)}");
    return ExitCodes.Failed;
}
catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
{
    return ExitCodes.Failed;
}
