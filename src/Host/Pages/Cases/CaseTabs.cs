namespace ReviewFlow.Host.Pages.Cases;

/// <summary>The parts of a case, as links above it.</summary>
/// <param name="View">The case.</param>
/// <param name="Audit">Whether this is the audit's page, not the overview.</param>
public sealed record CaseTabs(CasePage View, bool Audit = false)
{
    public string Home => $"/cases/{View.Sheet.Id}";

    /// <summary>Where the overview's parts are: on this page, or on that one.</summary>
    public string Parts => Audit ? Home : "";
}
