using System.Globalization;
using ReviewFlow.Host.Startup;
using ReviewFlow.Persistence.EmbeddedServer;

namespace ReviewFlow.Host.Verbs;

/// <summary>What the doctor can tell without a database: the disk, the port, the files that npm fetched, the clock.</summary>
internal static class Surroundings
{
    private const long Needed = 1024L * 1024 * 1024;

    // Before this version was written no clock can be right.
    private static readonly DateTimeOffset s_written = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Prints a line per thing looked at.</summary>
    /// <returns>Whether the host could start.</returns>
    public static bool Examine(IConfiguration configuration, ReviewFlowOptions options, string contentRoot, DateTimeOffset now)
    {
        var embedded = options is { OwnerConnection: "", Connection: "" };
        var sound = Disk(options.DataRoot.Length > 0 ? options.DataRoot : DataPlaces.DataRoot(contentRoot)) & Clock(now) & Port(configuration);
        return sound & Files(embedded, contentRoot) & Definitions(FirstSteps.DefinitionsRoot(options, contentRoot));
    }

    /// <summary>A line: good, or bad with what to do.</summary>
    public static bool Say(bool good, string what, string words, bool bearable = false)
    {
        Console.WriteLine($"{(good ? "ok      " : bearable ? "warning " : "wrong   ")} {what}: {words}");
        return good || bearable;
    }

    private static bool Disk(string dataRoot)
    {
        var place = new DirectoryInfo(Path.GetFullPath(dataRoot));
        while (!place.Exists && place.Parent is { } parent) place = parent;
        var free = new DriveInfo(place.FullName).AvailableFreeSpace;
        var size = string.Create(CultureInfo.InvariantCulture, $"{free / (1024.0 * 1024 * 1024):0.0} GB free at {place.FullName}");
        return Say(free > Needed, "disk", free > Needed ? size : $"only {size}. Make room: the database stops when the disk is full.", bearable: free > Needed / 4);
    }

    private static bool Clock(DateTimeOffset now) => Say(
        now > s_written, "clock", now > s_written ? now.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)
            : $"this machine believes it is {now:yyyy-MM-dd}. Set its clock: deadlines depend on it.");

    // A running host holds its own port; then there is nothing wrong.
    private static bool Port(IConfiguration configuration) => Ports.Busy(configuration) is [var port, ..]
        ? Say(false, "port", $"{port} is in use. If that is not this ReviewFlow, end the other program or start with --urls=http://localhost:{port + 1}", bearable: true)
        : Say(true, "port", "free");

    private static bool Files(bool embedded, string contentRoot)
    {
        if (!embedded) return true;
        var folder = Path.Combine(DataPlaces.BinariesRoot(contentRoot), "@embedded-postgres");
        return Say(Directory.Exists(folder), "embedded database", Directory.Exists(folder) ? "its programs are there"
            : $"{folder} is missing. Install Node 20 or later and build src/Host again, or set ReviewFlow:Connection.");
    }

    private static bool Definitions(string folder)
    {
        var count = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json").Count() : 0;
        return Say(count > 0, "definitions", count > 0 ? $"{count} in {folder}" : $"there are none in {folder}. Set ReviewFlow:DefinitionsRoot to the folder workflows-json.");
    }
}
