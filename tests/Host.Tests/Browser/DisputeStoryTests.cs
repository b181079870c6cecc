using Xunit;

namespace ReviewFlow.Host.Tests.Browser;

/// <summary>The whole dispute as people see it, with and without JavaScript.</summary>
public sealed class DisputeStoryTests(RunningHost host) : IClassFixture<RunningHost>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task First(bool script)
    {
        await using var nadia = await Visit.AsAsync(host, "Nadia Petrov-Lane", script);
        await nadia.LooksRightAsync($"my-work-{script}");
        foreach (var (path, name) in new[] { ("/people", "people"), ("/people/corey", "person"), ("/people/corey/concern", "concern"), ("/disputes", "disputes"), ("/notices", "notices"), ("/help/days", "days") })
        {
            await nadia.GoAsync(path);
            await nadia.LooksRightAsync($"{name}-{script}");
        }
        nadia.IsClean();
    }
}
