using System.ComponentModel.DataAnnotations;

namespace ReviewFlow.Host.Startup;

/// <summary>How this host is set up. Bound from the configuration section "ReviewFlow".</summary>
public sealed class ReviewFlowOptions
{
    public const string Section = "ReviewFlow";

    /// <summary>Connection string of the account that migrates; empty for the private embedded PostgreSQL.</summary>
    public string OwnerConnection { get; init; } = "";

    /// <summary>Connection string of the account that the service works with (rights on rows only); empty for the owner's.</summary>
    public string Connection { get; init; } = "";

    /// <summary>Folder of the data; empty for <c>data</c> beside the repository or the published files.</summary>
    public string DataRoot { get; init; } = "";

    /// <summary>Folder of the shipped definitions; empty to look for <c>workflows-json</c> upwards.</summary>
    public string DefinitionsRoot { get; init; } = "";

    /// <summary>Whether to migrate at start. With several hosts, run the verb <c>migrate</c> instead.</summary>
    public bool MigrateAtStart { get; init; } = true;

    /// <summary>Whether to fill an empty database with the demo organisation. Development only.</summary>
    public bool Demo { get; init; }

    /// <summary>Name of the organisation, shown in the header.</summary>
    [Required] public string OrganisationName { get; init; } = "Your organisation";

    /// <summary>Address under which people reach this service; links in mails and feeds begin with it.</summary>
    [Url] public string PublicAddress { get; init; } = "http://localhost:5080";

    /// <summary>Largest attachment in bytes. 10 MiB.</summary>
    [Range(1, 100 * 1024 * 1024)] public long LargestAttachment { get; init; } = 10 * 1024 * 1024;

    /// <summary>Minutes without a request after which a person is signed out. Drafts are kept.</summary>
    [Range(5, 120)] public int IdleMinutes { get; init; } = 20;

    /// <summary>Reads the section before there are services.</summary>
    /// <exception cref="StartRefusedException">A value is of the wrong kind.</exception>
    public static ReviewFlowOptions Read(IConfiguration configuration)
    {
        try
        {
            return configuration.GetSection(Section).Get<ReviewFlowOptions>() ?? new ReviewFlowOptions();
        }
        catch (InvalidOperationException wrong)
        {
            throw new StartRefusedException($"The settings are wrong: {wrong.Message}", "correct this value; docs/operations.md has the list of settings.", wrong);
        }
    }
}
