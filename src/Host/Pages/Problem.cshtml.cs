using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ReviewFlow.Host.Pages;

/// <summary>What a person sees when something cannot be shown: what it means and what to do. Never a trace.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
public sealed class ProblemModel : PageModel
{
    public int Status { get; private set; } = StatusCodes.Status500InternalServerError;

    public string Heading => Status switch
    {
        400 => "This form could not be read",
        401 or 403 => "You may not do this",
        404 => "There is no such page, or you may not see it",
        409 => "Something has changed",
        413 => "The file is too large",
        429 => "Too many tries in a short time",
        _ => "Something went wrong on our side",
    };

    public string Text => Status switch
    {
        400 => "It may have been open for a long time. Go back, reload the page and send it again; what you typed is kept as your draft.",
        401 or 403 => "Your account does not have this right, or it is somebody else’s turn. Nothing was changed.",
        404 => "Check the address. If a colleague sent it to you, ask whether you have access to this case.",
        409 => "Somebody else was faster. Nothing of yours is lost; open the page again.",
        413 => "Choose a smaller file.",
        429 => "Wait a minute, then try again. If you did not try to sign in, tell your ReviewFlow administrator.",
        _ => "Nothing that you saved is lost. Try again; if it happens again, tell your ReviewFlow administrator the time.",
    };

    public void OnGet(int? code) => Set(code);

    public void OnPost(int? code) => Set(code);

    private void Set(int? code)
    {
        if (code is >= 400 and < 600) Status = code.Value;
        Response.StatusCode = Status;
    }
}
