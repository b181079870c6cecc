using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Attachments;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Files;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Files of a case: the list, and adding one.</summary>
[RequestSizeLimit(Most), RequestFormLimits(MultipartBodyLengthLimit = Most)]
public sealed class AttachmentsModel(CaseHeadReader heads, CaseTransaction cases, ReviewFlowDbContext db, AttachmentStore store, IOptions<Startup.ReviewFlowOptions> host) : CaseAskPage(heads, cases)
{
    // What an installation may set as its limit at most, and the rest of the form.
    private const long Most = 101 * 1024 * 1024;

    public static readonly IReadOnlyList<string> Categories = ["Referral to CAFCASS", "Plan", "Report", "Letter or e-mail", "Other"];

    protected override CaseAction About => CaseAction.Attach;

    /// <summary>Page to return to after adding.</summary>
    [BindProperty(SupportsGet = true, Name = "back")]
    public string? BackTo { get; set; }

    /// <summary>A category that the page which led here asks for: evidence for one action.</summary>
    [BindProperty(SupportsGet = true, Name = "category")]
    public string? Wanted { get; set; }

    public IReadOnlyList<string> Offered => IsEvidence(Wanted) ? [Wanted!, .. Categories] : Categories;

    private static bool IsEvidence(string? category) => category is { Length: <= 40 } && category.StartsWith("Evidence for action ", StringComparison.Ordinal);

    public long Largest => host.Value.LargestAttachment / (1024 * 1024);

    /// <summary>The files that the person may know of: whoever was only asked for something sees their own.</summary>
    public async Task<IReadOnlyList<AttachmentRow>> FilesAsync(CancellationToken cancellation)
    {
        var reads = Access.Decide(Head.Entry.Organisation, Actor, CaseAction.Read, Head.Entry.Facts!, null, Head.Entry.Today).Allowed;
        return await db.Attachments.AsNoTracking().Where(a => a.CaseId == Head.Case.Id && a.AttachedAt != null && (reads || a.UploadedBy == Actor.PersonId)).OrderByDescending(a => a.AttachedAt).ToListAsync(cancellation);
    }

    public async Task<IActionResult> OnPostAsync(string caseId, IFormFile? file, CancellationToken cancellation)
    {
        if (!await LoadAsync(caseId, cancellation)) return NotFound();
        var post = await PostAsync(null, cancellation);
        // Before anything is stored; the transaction decides it again.
        if (!Head.May.Allowed) return Again(new CaseOutcome.Refused(RefusalKind.Forbidden, Head.May.Why));
        if (file is null || file.Length == 0) return Again("Choose a file that is not empty", "file");
        if (file.Length > host.Value.LargestAttachment) return Again($"Choose a file of {Largest} MB or less", "file");
        var name = FileTypes.CleanName(file.FileName);
        if (await TypeAsync(name, file, cancellation) is not { } type) return Again($"Choose a file of one of these types: {FileTypes.Allowed}", "file");
        await using var content = file.OpenReadStream();
        if (type.IsArchive && OfficeArchive.Problem(content) is { } problem) return Again(problem, "file");
        content.Position = 0;
        if (await store.StoreAsync(content, User.PersonId(), host.Value.LargestAttachment, cancellation) is not { } stored) return Again($"Choose a file of {Largest} MB or less", "file");
        var category = Categories.Contains(post.Text("category")) || IsEvidence(post.Text("category")) ? post.Text("category")! : "Other";
        var back = Url.IsLocalUrl(BackTo) ? BackTo : $"/cases/{caseId}/attachments";
        return await ApplyAsync(new AttachFile(post.OperationKey, Actor, caseId, stored.Id, name, type.ContentType, category), "file", cancellation, back);
    }

    private static async Task<FileType?> TypeAsync(string name, IFormFile file, CancellationToken cancellation)
    {
        var head = new byte[FileTypes.HeadLength];
        await using var content = file.OpenReadStream();
        var read = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation);
        return FileTypes.Detect(name, head.AsMemory(0, read));
    }
}
