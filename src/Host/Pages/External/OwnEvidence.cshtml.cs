using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Attachments;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Pages.External;

/// <summary>Hands back a file to whoever added it. Files of others do not exist here.</summary>
public sealed class OwnEvidenceModel(ReviewFlowDbContext db, CaseGate gate, AttachmentStore store) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string attachmentId, CancellationToken cancellation)
    {
        var me = User.PersonId();
        var file = await db.Attachments.AsNoTracking().FirstOrDefaultAsync(a => a.Id == attachmentId && a.CaseId != null && a.AttachedAt != null && a.UploadedBy == me, cancellation);
        if (file is null) return NotFound();
        var entry = await gate.EnterAsync(User, file.CaseId!, CaseAction.See, cancellation);
        if (!entry.Allowed) return NotFound();
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(file.FileName ?? "document");
        Response.Headers.ContentDisposition = disposition.ToString();
        Response.Headers.CacheControl = "no-store";
        Response.ContentType = file.ContentType ?? "application/octet-stream";
        Response.ContentLength = file.Size;
        await foreach (var piece in store.ReadAsync(file.Id).WithCancellation(cancellation)) await Response.Body.WriteAsync(piece, cancellation);
        return new EmptyResult();
    }
}
