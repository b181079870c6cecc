using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Designer;

/// <summary>Who did something to a design, in words.</summary>
public sealed class DesignNames(OrganisationCache organisations)
{
    /// <summary>The person's name; for what came with the program, its own.</summary>
    public async Task<Func<string, string>> ReadAsync(CancellationToken cancellation)
    {
        var organisation = await organisations.GetAsync(cancellation);
        return person => person == DefinitionStore.Shipped ? "ReviewFlow" : organisation.NameOf(person);
    }
}
