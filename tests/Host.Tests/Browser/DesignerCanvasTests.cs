using System.Text.Json;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Browser;

/// <summary>A designer in a browser that has loaded the Studio, for all pictures of a class.</summary>
public sealed class DesignerVisit : IAsyncLifetime
{
    private readonly BrowserHost _host = new();

    public Visit Sam { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await _host.InitializeAsync();
        Sam = await Visit.AsAsync(_host, "Sam Okoro", width: 1800, height: 1000);
    }

    public async Task DisposeAsync()
    {
        await Sam.DisposeAsync();
        await _host.DisposeAsync();
    }
}

/// <summary>Every shipped process on the designer's canvas: all boxes drawn, none on another, and readable from left to right.</summary>
public sealed class DesignerCanvasTests(DesignerVisit visit) : IClassFixture<DesignerVisit>
{
    private const float Loading = 90_000;

    private const string Boxes = """
        () => [...document.querySelectorAll('.x6-node')].map(n => {
            const box = (n.querySelector('foreignObject') ?? n).getBoundingClientRect();
            return { id: n.getAttribute('data-cell-id'), x: box.x, y: box.y, width: box.width, height: box.height, text: n.textContent.trim().replace(/\s+/g, ' ') };
        })
        """;

    public static TheoryData<string> Shipped() =>
        [.. Directory.EnumerateFiles(Path.Combine(RunningHost.Repository, "workflows-json"), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Shipped))]
    public async Task ShippedProcess_OnTheCanvas_HasEveryBoxAndNoneOnAnother(string definitionId)
    {
        var sam = visit.Sam;
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(RunningHost.Repository, "workflows-json", $"{definitionId}.json")));
        var steps = file.RootElement.GetProperty("root").GetProperty("activities").GetArrayLength();

        await sam.GoAsync($"/studio/workflows/definitions/{definitionId}/edit");
        await sam.Page.Locator(".x6-node").Nth(steps - 1).WaitForAsync(new LocatorWaitForOptions { Timeout = Loading });
        await sam.Page.WaitForFunctionAsync("() => [...document.querySelectorAll('.x6-node')].every(n => n.textContent.trim().length > 0)");

        var boxes = (await sam.AsksAsync<JsonElement>(Boxes)).EnumerateArray().Select(Box.Of).ToList();
        await sam.PictureAsync($"canvas-{definitionId}");
        boxes.Count.ShouldBe(steps);
        (from one in boxes from other in boxes where string.CompareOrdinal(one.Id, other.Id) < 0 && one.Overlaps(other) select $"{one.Text} / {other.Text}").ShouldBeEmpty();
    }

    private sealed record Box(string Id, double X, double Y, double Width, double Height, string Text)
    {
        public static Box Of(JsonElement json) => new(
            json.GetProperty("id").GetString()!, json.GetProperty("x").GetDouble(), json.GetProperty("y").GetDouble(),
            json.GetProperty("width").GetDouble(), json.GetProperty("height").GetDouble(), json.GetProperty("text").GetString()!);

        public bool Overlaps(Box other) => X < other.X + other.Width && other.X < X + Width && Y < other.Y + other.Height && other.Y < Y + Height;
    }
}
