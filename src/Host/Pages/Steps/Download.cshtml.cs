using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Attachments;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Hands out one file, piece by piece, never to be shown inside a page.</summary>
public sealed class DownloadModel(ReviewFlowDbContext db, CaseGate gate, AttachmentStore store) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string attachmentId, CancellationToken cancellation)
    {
        var file = await db.Attachments.AsNoTracking().FirstOrDefaultAsync(a => a.Id == attachmentId && a.CaseId != null && a.AttachedAt != null, cancellation);
        if (file is null) return NotFound();
        var entry = await gate.EnterAsync(User, file.CaseId!, CaseAction.Download, cancellation);
        if (entry.Decision.Verdict == AccessVerdict.Hidden) return NotFound();
        if (!entry.Allowed) return StatusCode(StatusCodes.Status403Forbidden);
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(file.FileName ?? "document");
        Response.Headers.ContentDisposition = disposition.ToString();
        Response.Headers.XContentTypeOptions = "nosniff";
        Response.Headers.CacheControl = "no-store";
        Response.ContentType = file.ContentType ?? "application/octet-stream";
        Response.ContentLength = file.Size;
        await foreach (var piece in store.ReadAsync(file.Id).WithCancellation(cancellation)) await Response.Body.WriteAsync(piece, cancellation);
        return new EmptyResult();
    }
}
