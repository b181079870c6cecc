namespace ReviewFlow.Persistence.EmbeddedServer;

/// <summary>
/// One host for one data folder. The operating system holds the lock as long as the process lives,
/// so a file left behind by a killed host locks nobody out.
/// </summary>
public sealed class HostLock : IDisposable
{
    readonly FileStream _file;

    HostLock(FileStream file) => _file = file;

    /// <summary>Makes the folder when missing.</summary>
    /// <exception cref="DatabaseUnavailableException">Another host holds the folder, or it cannot be written.</exception>
    public static HostLock Acquire(string dataRoot)
    {
        PrivateFiles.CreateFolder(dataRoot);
        var path = Path.Combine(dataRoot, "host.lock");
        try
        {
            return new HostLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException busy) when (File.Exists(path))
        {
            throw new DatabaseUnavailableException(
                "Another ReviewFlow host is already running on this data folder.",
                $"{path} is locked by a running process.",
                "stop the other host first, or give this one a data folder of its own.",
                inner: busy);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw PrivateFiles.CannotWrite(path, refused);
        }
    }

    public void Dispose() => _file.Dispose();
}
