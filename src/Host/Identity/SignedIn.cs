using System.Security.Claims;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Identity;

/// <summary>Who is signed in. The account proves it, the person acts.</summary>
public static class SignedIn
{
    /// <summary>Claim that holds the person's id.</summary>
    public const string PersonClaim = "reviewflow:person";

    /// <summary>Claim that holds how the person signed in: <c>password</c> or <c>demo</c>.</summary>
    public const string MethodClaim = "reviewflow:method";

    /// <summary>Id of the signed-in person.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in; pages that call this demand it.</exception>
    public static string PersonId(this ClaimsPrincipal principal) =>
        principal.FindFirstValue(PersonClaim) ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>The signed-in person as an actor in their own name; cover is decided per task, under the case's lock.</summary>
    public static Actor Actor(this ClaimsPrincipal principal) => new(principal.PersonId());

    /// <summary>Whether this person came in by the demo sign-in, where re-authentication is typing one's own name.</summary>
    public static bool IsDemo(this ClaimsPrincipal principal) => principal.FindFirstValue(MethodClaim) == "demo";
}
