using System.Text.RegularExpressions;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace ReviewFlow.Host.Studio.Hosting;

/// <summary>Serves the designer's files, compressed as they came, and says how long each may be kept.</summary>
internal static partial class StudioFiles
{
    private static readonly string[] s_served = ["_framework/", "_content/"];

    // appsettings.json is asked for by the runtime; its only setting is one that the elements do not read.
    private static readonly string[] s_single = ["Elsa.Studio.Host.CustomElements.styles.css", "appsettings.json"];

    private static readonly (string Encoding, string Ending)[] s_packed = [("br", ".br"), ("gzip", ".gz")];

    private static readonly FileExtensionContentTypeProvider s_types = Types();

    public static async Task ServeAsync(HttpContext context, string path, StudioPackage package)
    {
        if (package.Files is not { } files || !IsServed(path) || !s_types.TryGetContentType(path, out var type) || files.GetFileInfo(path) is not { Exists: true } plain)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var (file, encoding) = Packed(context.Request, files, path) ?? (plain, "identity");
        var headers = context.Response.Headers;
        var tag = $"\"{package.Version}-{plain.Length}-{encoding}\"";
        headers.ETag = tag;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.CacheControl = IsForever(context.Request, path, package.Version) ? "private, max-age=31536000, immutable" : "private, no-cache";
        if (context.Request.Headers.IfNoneMatch.Contains(tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        if (encoding != "identity") headers.ContentEncoding = encoding;
        context.Response.ContentType = type;
        context.Response.ContentLength = file.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.SendFileAsync(file, context.RequestAborted);
    }

    private static bool IsServed(string path) =>
        !path.Contains("..", StringComparison.Ordinal) && !path.Contains('\0', StringComparison.Ordinal)
        && (Array.Exists(s_served, s => path.StartsWith(s, StringComparison.Ordinal)) || s_single.Contains(path, StringComparer.Ordinal));

    private static (IFileInfo, string)? Packed(HttpRequest request, IFileProvider files, string path)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        foreach (var (encoding, ending) in s_packed)
        {
            if (accepted.Any(a => a.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && a.Quality is not 0) && files.GetFileInfo(path + ending) is { Exists: true } packed)
                return (packed, encoding);
        }

        return null;
    }

    // A name with a hash in it, or an address with the package's version, never gets other content.
    private static bool IsForever(HttpRequest request, string path, string version) => Fingerprint().IsMatch(path) || request.Query["v"] == version;

    private static FileExtensionContentTypeProvider Types()
    {
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".dat"] = "application/octet-stream";
        types.Mappings[".wasm"] = "application/wasm";
        types.Mappings[".js"] = "text/javascript; charset=utf-8";
        types.Mappings[".map"] = "application/json";
        return types;
    }

    [GeneratedRegex(@"^_framework/.+\.[a-z0-9]{10}\.(wasm|js|dat)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Fingerprint();
}
