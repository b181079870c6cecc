using System.IO.Compression;

namespace ReviewFlow.Workflows.Files;

/// <summary>Word and Excel files are archives: looks whether one would burst open or carries a program.</summary>
public static class OfficeArchive
{
    /// <summary>Most bytes that its parts may say they have when unpacked. 512 MiB.</summary>
    public const long LargestUnpacked = 512L * 1024 * 1024;

    /// <summary>Most times that a part may grow when unpacked; text in such files grows some twenty times.</summary>
    public const int LargestGrowth = 200;

    private const int MostParts = 10_000;

    // Small parts may grow by more and do no harm.
    private const long Harmless = 1024 * 1024;

    /// <summary>Why it may not be attached, in words; null when it may. Nothing is unpacked.</summary>
    /// <param name="content">The file, at its beginning; it can be searched.</param>
    public static string? Problem(Stream content)
    {
        try
        {
            using var archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.Entries.Count > MostParts || archive.Entries.Sum(e => e.Length) > LargestUnpacked || archive.Entries.Any(Bursts))
                return "This file would be far larger when opened than it says. Save it anew, or as PDF";
            return archive.Entries.Any(e => e.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase))
                ? "This file carries a program (macros). Save it without, or as PDF"
                : null;
        }
        catch (InvalidDataException)
        {
            return "This file is damaged. Save it anew, or as PDF";
        }
    }

    private static bool Bursts(ZipArchiveEntry part) => part.Length > Harmless && part.Length > part.CompressedLength * LargestGrowth;
}
