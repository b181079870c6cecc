using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence.Cases;

namespace ReviewFlow.Host.Api;

/// <summary>Signature as a client sends it: what was shown, what was declared, and the password that is checked here.</summary>
/// <param name="Declaration">Exact declaration, as the task gave it.</param>
/// <param name="ShownHash">Hash of what the task gave to sign.</param>
/// <param name="Password">Password of the account that is signed in.</param>
/// <param name="Name">In the demo alone: own full name.</param>
public sealed record SignatureBody(string? Declaration, string? ShownHash, string? Password, string? Name);

/// <summary>Makes the evidence of a signature. No client's word is taken for it that a person has shown who they are.</summary>
public sealed class SignaturePart(SigningProof proofs, CaseOptions options)
{
    /// <summary>The evidence, or why there is none; neither when nothing was to be signed.</summary>
    public async Task<(SignatureGiven? Given, IResult? Refused)> GivenAsync(HttpContext context, SignatureBody? body, CancellationToken cancellation)
    {
        if (body is null) return (null, null);
        if (UserTaskCommands.Missing(("signature.declaration", body.Declaration), ("signature.shownHash", body.ShownHash)) is { } missing) return (null, missing);
        var demo = context.User.IsDemo();
        if (demo && !options.DemoSignatures) return (null, Refused("This account has no password, so it cannot sign."));
        var typed = demo ? body.Name : body.Password;
        if (UserTaskCommands.Missing((demo ? "signature.name" : "signature.password", typed)) is { } unproved) return (null, unproved);
        return await proofs.ShowAsync(context, typed, cancellation) is { } proof
            ? (new SignatureGiven(proof.Method, proof.At, body.ShownHash!, body.Declaration!), null)
            : (null, Refused(demo ? "That is not your full name." : "The password is not right, or the account is locked for 15 minutes."));
    }

    private static IResult Refused(string why) => Answers.Refusal(StatusCodes.Status403Forbidden, "not-authenticated-again", why);
}
