using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ReviewFlow.Host.Pages.Dev;

/// <summary>Every part of the pages in every state, to look at while they are made. Not served outside Development.</summary>
[AllowAnonymous]
public sealed class GalleryModel(IHostEnvironment environment) : PageModel
{
    public IActionResult OnGet() => environment.IsDevelopment() ? Page() : NotFound();
}
