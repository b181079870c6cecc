using Microsoft.Extensions.Options;

namespace ReviewFlow.Host.Startup;

/// <summary>What the console says when the pages can be opened.</summary>
internal static class Greeting
{
    public static void Print(WebApplication app, Uri address)
    {
        var demo = app.Environment.IsDevelopment() && app.Services.GetRequiredService<IOptions<ReviewFlowOptions>>().Value.Demo;
        Console.WriteLine();
        Console.WriteLine($"ReviewFlow is ready: {address.GetLeftPart(UriPartial.Authority)}");
        Console.WriteLine(demo
            ? "This is the demo: choose a person on the sign-in page, for instance Nadia Petrov-Lane. Press Ctrl+C to stop."
            : "Press Ctrl+C to stop.");
        Console.WriteLine();
    }
}
