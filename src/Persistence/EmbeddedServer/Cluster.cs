namespace ReviewFlow.Persistence.EmbeddedServer;

/// <summary>The server's folders and programs under the account that may touch them.</summary>
sealed record Cluster(ServerFolders Folders, StagedBinaries Binaries, ServerAccount? Account)
{
    public Task<CommandResult> PgCtlAsync(CancellationToken cancellationToken, params string[] arguments) =>
        RunAsync([Binaries.PgCtl, .. arguments, "-D", Folders.Cluster], cancellationToken);

    /// <summary>Makes an empty cluster. It gets its name last, so that a half-made one never counts.</summary>
    public async Task CreateAsync(string superuserPassword, bool sync, CancellationToken cancellationToken)
    {
        PrivateFiles.CreateFolder(Folders.Version);
        if (Account is not null)
            await Account.TakeOverAsync(Folders.Version, cancellationToken);
        RemoveUnfinished();
        // A name of its own each time: the initdb of a host killed meanwhile may still be writing into the former.
        var unfinished = Unfinished + Path.GetRandomFileName();
        var password = Path.Combine(Folders.Version, "password.new");
        File.Delete(password);
        PrivateFiles.WriteNew(password, superuserPassword);
        if (Account is not null)
            await Account.TakeOverAsync(password, cancellationToken);
        await InitDbAsync(cancellationToken, "-D", unfinished, "-U", "postgres", "-A", "scram-sha-256", $"--pwfile={password}", "-E", "UTF8",
            "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync", "--no-instructions");
        if (sync)
            await InitDbAsync(cancellationToken, "-D", unfinished, "--sync-only");
        File.Delete(password);
        Directory.Move(unfinished, Folders.Cluster);
    }

    /// <summary>Out of the way, but not lost: its passwords are gone, usually because somebody deleted the data folder to begin anew.</summary>
    public async Task<string> SetAsideAsync(CancellationToken cancellationToken)
    {
        if (PostmasterFile.Find(Folders.Cluster)?.IsAlive() == true)
            await PgCtlAsync(cancellationToken, "stop", "-m", "fast", "-w");
        var place = Enumerable.Range(1, int.MaxValue).Select(number => $"{Folders.Cluster}.set-aside-{number}").First(path => !Directory.Exists(path));
        Directory.Move(Folders.Cluster, place);
        return place;
    }

    string Unfinished => Folders.Cluster + ".new-";

    void RemoveUnfinished()
    {
        foreach (var former in Directory.EnumerateDirectories(Folders.Version, Path.GetFileName(Unfinished) + "*").ToList())
        {
            try
            {
                Directory.Delete(former, recursive: true);
            }
            catch (IOException)
            {
                // Still being written to; it goes with the next new cluster.
            }
        }
    }

    async Task InitDbAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var result = await RunAsync([Binaries.InitDb, .. arguments], cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new DatabaseUnavailableException(
                "The embedded database could not be created.",
                result.Output,
                $"see that {Folders.Version} can be written and has 200 MB of free space, then start again; or set a connection string.");
        }
    }

    Task<CommandResult> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken) =>
        ServerCommand.RunAsync([.. Account?.Prefix ?? [], .. command], Folders.Version, cancellationToken);
}
