using System.Runtime.InteropServices;
using ReviewFlow.Persistence.EmbeddedServer;
using ReviewFlow.Testing.Database;

// One database server for several test processes: prints a superuser's connection string as one line,
// stops when its standard input ends or when told to by a signal.
try
{
    var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        told.TrySetResult();
    }

    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    await using var server = await TestServer.StartOwnAsync();
    Console.WriteLine(server.SuperuserConnectionString);
    await Task.WhenAny(told.Task, Console.OpenStandardInput().CopyToAsync(Stream.Null));
    return 0;
}
catch (DatabaseUnavailableException unavailable)
{
    await Console.Error.WriteLineAsync(unavailable.Message);
    return 1;
}
