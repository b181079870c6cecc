namespace ReviewFlow.Persistence.EmbeddedServer;

/// <summary>
/// One host for one data folder. The operating system holds the lock as long as the process lives,
/// so a file left behind by a killed host locks nobody out.
/// </summary>
public sealed class HostLock : IDisposable
{
    // What the operating systems call "somebody else has it".
    const int SharingViolation = unchecked((int)0x80070020);
    const int UnixWouldBlock = 11;
    const int MacWouldBlock = 35;

    readonly FileStream _file;

    HostLock(FileStream file) => _file = file;

    /// <summary>Makes the folder when missing.</summary>
    /// <exception cref="DatabaseUnavailableException">Another host holds the folder, or it cannot be written.</exception>
    public static HostLock Acquire(string dataRoot) => TryAcquire(dataRoot)
        ?? throw new DatabaseUnavailableException(
            "Another ReviewFlow host is already running on this data folder.",
            $"{PathIn(dataRoot)} is locked by a running process.",
            "stop the other host first, or give this one a data folder of its own.");

    /// <summary>Null when another host holds the folder.</summary>
    /// <exception cref="DatabaseUnavailableException">The folder cannot be written.</exception>
    public static HostLock? TryAcquire(string dataRoot)
    {
        PrivateFiles.CreateFolder(dataRoot);
        try
        {
            return new HostLock(new FileStream(PathIn(dataRoot), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException busy) when (busy.HResult is SharingViolation or UnixWouldBlock or MacWouldBlock)
        {
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw PrivateFiles.CannotWrite(PathIn(dataRoot), refused);
        }
    }

    public void Dispose() => _file.Dispose();

    static string PathIn(string dataRoot) => Path.Combine(dataRoot, "host.lock");
}
