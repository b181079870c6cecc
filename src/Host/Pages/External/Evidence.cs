using Microsoft.Extensions.Options;
using ReviewFlow.Host.Startup;
using ReviewFlow.Persistence.Attachments;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Files;

namespace ReviewFlow.Host.Pages.External;

/// <summary>Takes a photo or a file as evidence for an action, with the checks that every file passes.</summary>
public sealed class Evidence(CaseTransaction cases, AttachmentStore store, IOptions<ReviewFlowOptions> host)
{
    /// <summary>Largest file, in megabytes.</summary>
    public long Largest => host.Value.LargestAttachment / (1024 * 1024);

    /// <summary>Stores it; what is wrong, in words, when it cannot be taken.</summary>
    public async Task<string?> TakeAsync(string operationKey, Actor actor, string caseId, string category, IFormFile file, CancellationToken cancellation)
    {
        if (file.Length == 0) return "Choose a file that is not empty";
        if (file.Length > host.Value.LargestAttachment) return $"Choose a file of {Largest} MB or less";
        var name = NameOf(file);
        if (await TypeAsync(name, file, cancellation) is not { } type) return $"Choose a file of one of these types: {FileTypes.Allowed}";
        await using var content = file.OpenReadStream();
        if (type.IsArchive && OfficeArchive.Problem(content) is { } problem) return problem;
        content.Position = 0;
        if (await store.StoreAsync(content, actor.PersonId, host.Value.LargestAttachment, cancellation) is not { } stored) return $"Choose a file of {Largest} MB or less";
        return await cases.ApplyAsync(new AttachFile($"{operationKey}-file", actor, caseId, stored.Id, name, type.ContentType, category), cancellation) is CaseOutcome.Refused refused ? refused.Message : null;
    }

    // Some phones name every photo "image" without an ending.
    private static string NameOf(IFormFile file)
    {
        var name = FileTypes.CleanName(file.FileName);
        if (Path.HasExtension(name)) return name;
        return file.ContentType switch
        {
            "image/jpeg" => $"{name}.jpg",
            "image/png" => $"{name}.png",
            _ => name,
        };
    }

    private static async Task<FileType?> TypeAsync(string name, IFormFile file, CancellationToken cancellation)
    {
        var head = new byte[FileTypes.HeadLength];
        await using var content = file.OpenReadStream();
        var read = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation);
        return FileTypes.Detect(name, head.AsMemory(0, read));
    }
}
