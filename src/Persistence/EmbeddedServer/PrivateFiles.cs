namespace ReviewFlow.Persistence.EmbeddedServer;

/// <summary>Files and folders that only the host's account may read.</summary>
static class PrivateFiles
{
    const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void CreateFolder(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(path);
            else
                Directory.CreateDirectory(path, Owner | UnixFileMode.UserExecute);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(path, refused);
        }
    }

    /// <summary>Written beside its place and moved there: a crash leaves the old file or the new one.</summary>
    public static void Write(string path, string text)
    {
        var next = path + ".new";
        File.Delete(next);
        WriteNew(next, text);
        File.Move(next, path, overwrite: true);
    }

    public static void WriteNew(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Owner;
        using var writer = new StreamWriter(new FileStream(path, options));
        writer.Write(text);
    }

    public static DatabaseUnavailableException CannotWrite(string path, Exception refused) => new(
        "The data folder cannot be used.",
        $"{path}: {refused.Message}",
        "give the account that runs the host the right to write there, or choose another data folder.",
        inner: refused);
}
