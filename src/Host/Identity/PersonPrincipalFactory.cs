using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Host.Identity;

/// <summary>Puts the person's id into the cookie's principal. Rights are never in the cookie: they are read at each request.</summary>
public sealed class PersonPrincipalFactory(UserManager<Account> accounts, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<Account>(accounts, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(SignedIn.PersonClaim, user.PersonId));
        identity.AddClaim(new Claim(SignedIn.MethodClaim, user.PasswordHash is null ? "demo" : "password"));
        return identity;
    }
}
