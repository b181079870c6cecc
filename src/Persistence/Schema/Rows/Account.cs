using Microsoft.AspNetCore.Identity;

namespace ReviewFlow.Persistence.Schema.Rows;

/// <summary>How a person signs in. The person is the one who acts; the account only proves it.</summary>
public sealed class Account : IdentityUser
{
    public required string PersonId { get; set; }

    /// <summary>Plain system time of the last sign-in, for security notices.</summary>
    public DateTimeOffset? LastSignInAt { get; set; }
}
