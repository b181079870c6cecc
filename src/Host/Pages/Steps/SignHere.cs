using System.Security.Claims;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Host.Identity;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Declaration and re-authentication, as they stand at the end of a page that signs.</summary>
public sealed record SignHere(TaskAction Action, string Hash, string Name, string JobTitle, string? ActingFor, bool Demo, bool Proved, bool Ticked)
{
    public const string DeclaredField = "declared";
    public const string DeclarationField = "declaration";
    public const string HashField = "shown";
    public const string ProofField = "proof";

    public static SignHere Of(StepView step, TaskAction action, ClaimsPrincipal user, bool proved, IFormCollection? posted)
    {
        var person = step.Entry.Organisation.People.FirstOrDefault(p => p.Id == step.Entry.Actor.PersonId);
        var covered = step.Task.ActingForId is { } other && other != step.Entry.Actor.PersonId ? step.Entry.Organisation.People.FirstOrDefault(p => p.Id == other)?.Name : null;
        return new SignHere(
            action,
            Signing.TextOf(step.Form, action)?.Hash ?? "",
            person?.Name ?? "",
            person?.JobTitle ?? "",
            covered,
            user.IsDemo(),
            proved,
            (string?)posted?[DeclaredField] == "yes");
    }

    /// <summary>The declaration as it was shown and ticked; null when it was not ticked.</summary>
    public static string? Declared(StepPost post) => (string?)post.Posted[DeclaredField] == "yes" ? post.Posted[DeclarationField].ToString() : null;
}
