using System.Security.Claims;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Messages;

/// <summary>Whether somebody administers today; pages about messages do not exist for anybody else.</summary>
public sealed class Administration(OrganisationCache organisations, BusinessClock clock)
{
    public async Task<bool> IsForAsync(ClaimsPrincipal user, CancellationToken cancellation)
    {
        var organisation = await organisations.GetAsync(cancellation);
        return organisation.RolesOf(user.PersonId(), UkWords.LocalDate(clock.Now())).Any(r => r.Role == Roles.Administrator);
    }
}
