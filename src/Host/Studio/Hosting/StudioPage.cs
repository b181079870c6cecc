using System.Text.Encodings.Web;

namespace ReviewFlow.Host.Studio.Hosting;

/// <summary>The page around one element of the designer. The element itself is made by <c>studio.js</c>, which knows the address it came from.</summary>
internal static class StudioPage
{
    /// <summary>
    /// What the designer needs beyond every other page: its runtime, the styles it writes, the editor's workers, and two
    /// scripts inside its pages (keyboard shortcuts of the editor and of the list of runs), known by their hashes.
    /// </summary>
    public const string Policy =
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'sha256-snlP1jz0gjwc5cTz9ErZcliXuCK63+Mmf68RRCeptgc=' 'sha256-vu6sQrKXQHR4Yn3FMMihA/9TxxfIXnCxKwvLrTPJ5ts='; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        + "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private static readonly string[] s_styles =
    [
        "_content/MudBlazor/MudBlazor.min.css", "_content/CodeBeam.MudBlazor.Extensions/MudExtensions.min.css", "_content/Radzen.Blazor/css/material-base.css",
        "_content/Elsa.Studio.Shell/css/shell.css", "Elsa.Studio.Host.CustomElements.styles.css",
    ];

    // The editor of scripts: the lists have none, and reading it costs them more than a second.
    private static readonly string[] s_editor =
    [
        "_content/BlazorMonaco/jsInterop.js", "_content/BlazorMonaco/lib/monaco-editor/min/vs/loader.js", "_content/BlazorMonaco/lib/monaco-editor/min/vs/editor/editor.main.js",
    ];

    private static readonly string[] s_scripts =
    [
        "_content/MudBlazor/MudBlazor.min.js", "_content/CodeBeam.MudBlazor.Extensions/MudExtensions.min.js", "_content/Radzen.Blazor/Radzen.Blazor.min.js",
    ];

    /// <summary>Whether a request is for the designer's page or files.</summary>
    public static bool IsStudio(HttpContext context) => context.Request.Path.StartsWithSegments("/studio");

    public static IResult Of(StudioPackage package, string title, string element, string? id = null) => package.Files is null
        ? Results.Text("The designer was not installed: the host was built without npm.", statusCode: StatusCodes.Status503ServiceUnavailable)
        : Results.Content(Html(package.Version, title, element, id ?? ""), "text/html; charset=utf-8");

    private static string Html(string version, string title, string element, string id)
    {
        var encode = HtmlEncoder.Default;
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{encode.Encode(title)} – ReviewFlow designer</title>
              <base href="/studio/">
              <link rel="icon" href="/favicon.svg" type="image/svg+xml">
              {string.Join("\n  ", s_styles.Select(s => $"<link rel=\"stylesheet\" href=\"{s}?v={version}\">"))}
              <link rel="stylesheet" href="/css/studio.css">
            </head>
            <body>
              <header class="rf-studio-bar">
                <a class="rf-studio-home" href="/">ReviewFlow</a>
                <nav aria-label="Designer"><a href="/designer">Versions and publishing</a><a href="workflows/definitions">Processes</a><a href="workflows/instances">Runs</a></nav>
                <span class="rf-studio-title">{encode.Encode(title)}</span>
              </header>
              <main id="studio" data-element="{encode.Encode(element)}" data-id="{encode.Encode(id)}">
                <p class="rf-studio-wait" id="studio-wait" role="status">The designer is loading …</p>
                <noscript><p class="rf-studio-wait">The designer is the one part of ReviewFlow that needs JavaScript.</p></noscript>
              </main>
              <div id="blazor-error-ui" role="alert">The designer has stopped because of a fault. What you saved is safe. <a href="" class="reload">Load it again</a></div>
              {string.Join("\n  ", (element.EndsWith("-list", StringComparison.Ordinal) ? s_scripts : [.. s_editor, .. s_scripts]).Select(s => $"<script src=\"{s}?v={version}\"></script>"))}
              <script src="/js/studio.js"></script>
              <script src="_framework/blazor.webassembly.js"></script>
            </body>
            </html>
            """;
    }
}
