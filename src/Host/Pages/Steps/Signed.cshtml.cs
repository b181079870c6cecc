using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.SignOffs;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>The record of one signature, checked each time it is shown.</summary>
public sealed class SignedModel(ReviewFlowDbContext db, CaseGate gate, DefinitionStore definitions, CaseQueries queries) : PageModel
{
    public SignatureRow Signature { get; private set; } = null!;

    public InstanceRow Instance { get; private set; } = null!;

    /// <summary>Titles of the sections signed, with their versions.</summary>
    public IReadOnlyList<(string Title, int Version)> Sections { get; private set; } = [];

    /// <summary>Whether the text that was signed still has the fingerprint that was recorded.</summary>
    public bool Matches { get; private set; }

    /// <summary>Whether the versions that were signed are still stored as they were.</summary>
    public bool StoredMatches { get; private set; }

    /// <summary>What the signer does next.</summary>
    public string? NextTaskId { get; private set; }

    /// <summary>Whether the reader signed it, or covers who did, and may change it.</summary>
    public bool MayAmend { get; private set; }

    /// <summary>Why it was changed afterwards; null for a signature that was not.</summary>
    public string? AmendedBecause { get; private set; }

    /// <summary>The signature that took its place; null while it counts.</summary>
    public string? LaterId { get; private set; }

    public string Fingerprint => SignatureRules.Fingerprint(Signature.ContentHash);

    public async Task<IActionResult> OnGetAsync(string signatureId, string? next, CancellationToken cancellation)
    {
        if (await db.Signatures.AsNoTracking().FirstOrDefaultAsync(s => s.Id == signatureId, cancellation) is not { } signature) return NotFound();
        var entry = await gate.EnterAsync(User, signature.CaseId, CaseAction.Read, cancellation, instanceId: signature.InstanceId);
        if (!entry.Allowed) return NotFound();
        Signature = signature;
        Instance = await db.Instances.AsNoTracking().FirstAsync(i => i.Id == signature.InstanceId, cancellation);
        NextTaskId = next is not null && await db.WorkTasks.AnyAsync(t => t.Id == next && t.CaseId == signature.CaseId, cancellation) ? next : null;
        Matches = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(signature.Canonical))) == signature.ContentHash;
        MayAmend = await queries.AmendableAsync(entry.Actor, signatureId, cancellation) is not null;
        (LaterId, AmendedBecause) = (await db.Signatures.AsNoTracking().Where(s => s.AmendsId == signatureId).Select(s => s.Id).FirstOrDefaultAsync(cancellation), signature.SupersededWhy);
        await CheckStoredAsync(signature, cancellation);
        return Page();
    }

    private async Task CheckStoredAsync(SignatureRow signature, CancellationToken cancellation)
    {
        var versions = (JsonNode.Parse(signature.Sections) as JsonObject ?? []).ToDictionary(s => s.Key, s => (int)s.Value!, StringComparer.Ordinal);
        if (signature is not { FormId: { } formId, FormVersion: { } formVersion }) return;
        var form = await definitions.FormAsync(formId, formVersion, cancellation);
        Sections = [.. form.Sections.Where(s => versions.ContainsKey(s.Id)).Select(s => (s.Title, versions[s.Id]))];
        var stored = await db.DocumentVersions.AsNoTracking().Where(v => v.InstanceId == signature.InstanceId).ToListAsync(cancellation);
        var contents = stored.Where(v => versions.TryGetValue(v.SectionId, out var signed) && signed == v.Version)
            .Select(v => new SectionContent(v.SectionId, v.Version, (JsonObject)JsonNode.Parse(v.Content)!)).ToList();
        StoredMatches = CanonicalContent.Of(form, [.. versions.Keys], contents).Hash == signature.ContentHash;
    }
}
