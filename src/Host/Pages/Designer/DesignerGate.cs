using System.Security.Claims;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Pages.Designer;

/// <summary>Who may see, rehearse and publish processes and forms. It gives no right to read a case.</summary>
public sealed class DesignerGate(OrganisationCache organisations, BusinessClock clock)
{
    /// <summary>Whether the signed-in person designs or administers today. For anybody else these pages do not exist.</summary>
    public async Task<bool> IsOpenToAsync(ClaimsPrincipal user, CancellationToken cancellation)
    {
        var organisation = await organisations.GetAsync(cancellation);
        return DesignRights.MayPublish(organisation, user.PersonId(), UkWords.LocalDate(clock.Now()));
    }

    /// <summary>Whether the signed-in person may open the drawing board itself.</summary>
    public async Task<bool> MayDrawAsync(ClaimsPrincipal user, CancellationToken cancellation)
    {
        var organisation = await organisations.GetAsync(cancellation);
        return DesignRights.MayDesign(organisation, user.PersonId(), UkWords.LocalDate(clock.Now()));
    }
}
