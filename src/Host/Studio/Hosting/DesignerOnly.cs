using Microsoft.AspNetCore.Authorization;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Studio.Hosting;

/// <summary>Asks whether the signed-in person may design processes today. The right is read at each request, never kept in the cookie.</summary>
public sealed class DesignerOnly(OrganisationCache organisations, BusinessClock clock) : AuthorizationHandler<DesignerOnly.Requirement>
{
    /// <summary>Name of the policy.</summary>
    public const string Policy = "designer";

    /// <summary>What the policy demands.</summary>
    public sealed class Requirement : IAuthorizationRequirement;

    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, Requirement requirement)
    {
        if (context.User.FindFirst(SignedIn.PersonClaim) is null) return;
        var organisation = await organisations.GetAsync();
        if (DesignRights.MayDesign(organisation, context.User.PersonId(), UkWords.LocalDate(clock.Now()))) context.Succeed(requirement);
    }
}
