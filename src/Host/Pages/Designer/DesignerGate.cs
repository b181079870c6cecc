using System.Security.Claims;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Designer;

/// <summary>Who may see and rehearse processes. It gives no right to read a case.</summary>
public sealed class DesignerGate(OrganisationCache organisations, BusinessClock clock)
{
    /// <summary>Whether the signed-in person designs processes today.</summary>
    public async Task<bool> IsOpenToAsync(ClaimsPrincipal user, CancellationToken cancellation)
    {
        var organisation = await organisations.GetAsync(cancellation);
        return organisation.RolesOf(user.PersonId(), UkWords.LocalDate(clock.Now())).Any(r => r.Role == Roles.Designer);
    }
}
