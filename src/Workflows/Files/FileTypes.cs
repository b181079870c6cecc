using System.Text;

namespace ReviewFlow.Workflows.Files;

/// <summary>A sort of file that may be attached.</summary>
/// <param name="Extension">With its dot.</param>
/// <param name="ContentType">What it is served as.</param>
public sealed record FileType(string Extension, string ContentType)
{
    /// <summary>Whether it is an archive of parts; see <see cref="OfficeArchive"/>.</summary>
    public bool IsArchive => Extension is ".docx" or ".xlsx";
}

/// <summary>Which files may be attached: decided by what is in them, and the name has to agree.</summary>
public static class FileTypes
{
    /// <summary>Bytes of the beginning that are needed to decide.</summary>
    public const int HeadLength = 4096;

    /// <summary>What is allowed, in words.</summary>
    public const string Allowed = "PDF, Word (.docx), Excel (.xlsx), picture (.png, .jpg), text (.txt) or e-mail (.msg, .eml)";

    private static readonly (FileType Type, Func<ReadOnlyMemory<byte>, bool> Fits)[] s_types =
    [
        (new(".pdf", "application/pdf"), head => Starts(head, "%PDF-"u8)),
        (new(".png", "image/png"), head => Starts(head, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])),
        (new(".jpg", "image/jpeg"), head => Starts(head, [0xFF, 0xD8, 0xFF])),
        (new(".jpeg", "image/jpeg"), head => Starts(head, [0xFF, 0xD8, 0xFF])),
        (new(".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), IsOfficeZip),
        (new(".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), IsOfficeZip),
        (new(".msg", "application/vnd.ms-outlook"), head => Starts(head, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])),
        (new(".eml", "message/rfc822"), IsMail),
        (new(".txt", "text/plain; charset=utf-8"), IsText),
    ];

    /// <summary>The type of a file; null when it may not be attached.</summary>
    /// <param name="fileName">Its name.</param>
    /// <param name="head">Its beginning, at most <see cref="HeadLength"/> bytes.</param>
    public static FileType? Detect(string fileName, ReadOnlyMemory<byte> head)
    {
        var extension = Path.GetExtension(fileName);
        var (type, fits) = s_types.FirstOrDefault(t => string.Equals(t.Type.Extension, extension, StringComparison.OrdinalIgnoreCase));
        return type is not null && fits(head) ? type : null;
    }

    /// <summary>A name that can be stored and offered: no folders, no control characters, not too long.</summary>
    public static string CleanName(string fileName)
    {
        var last = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];
        var name = string.Concat(last.Where(c => !char.IsControl(c) && c is not ('"' or '<' or '>' or '|' or ':' or '*' or '?'))).Trim(' ', '.');
        var extension = Path.GetExtension(name);
        return name.Length <= 150 ? name : name[..(150 - extension.Length)] + extension;
    }

    private static bool Starts(ReadOnlyMemory<byte> head, ReadOnlySpan<byte> mark) => head.Span.StartsWith(mark);

    private static bool IsOfficeZip(ReadOnlyMemory<byte> head) =>
        Starts(head, [0x50, 0x4B, 0x03, 0x04]) && (head.Span.IndexOf("[Content_Types].xml"u8) >= 0 || head.Span.IndexOf("_rels/.rels"u8) >= 0);

    private static bool IsText(ReadOnlyMemory<byte> head) => head.Length > 0 && head.Span.IndexOf((byte)0) < 0;

    private static bool IsMail(ReadOnlyMemory<byte> head)
    {
        if (!IsText(head)) return false;
        var first = Encoding.Latin1.GetString(head.Span).Split('\n')[0];
        var colon = first.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && first[..colon].All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
    }
}
