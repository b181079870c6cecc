using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.SignOffs;

namespace ReviewFlow.Host.Pages.Cases;

/// <summary>A signature as pages and paper show it.</summary>
public sealed record SignatureView(string Id, string InstanceId, string Step, string SignedBy, string JobTitle, string Role, string When, string Declaration, string Fingerprint, string Sections, string Method, SignatureProof? Proof, bool Superseded)
{
    public string Check => Proof is { } proof ? SignatureCheck.Words(proof) : "Not checked: this step has no form.";
}

/// <summary>Reads signatures and checks each against what is on file.</summary>
public sealed class CaseSignatures(ReviewFlowDbContext db, DefinitionStore definitions)
{
    public async Task<IReadOnlyList<SignatureView>> ReadAsync(CaseSheet sheet, CancellationToken cancellation)
    {
        if (sheet.Signatures.Count == 0) return [];
        var versions = (await db.DocumentVersions.AsNoTracking().Where(v => v.CaseId == sheet.Id).ToListAsync(cancellation))
            .ToDictionary(v => (v.InstanceId, v.SectionId, v.Version));
        var views = new List<SignatureView>();
        foreach (var row in sheet.Signatures)
        {
            var form = row is { FormId: { } id, FormVersion: { } version } ? await definitions.FormAsync(id, version, cancellation) : null;
            views.Add(View(row, sheet.Instance(row.InstanceId), form, versions));
        }

        return views;
    }

    private static SignatureView View(SignatureRow row, InstanceSheet instance, FormDefinition? form, Dictionary<(string, string, int), DocumentVersionRow> versions)
    {
        var covered = (JsonObject)JsonNode.Parse(row.Sections)!;
        var contents = covered.Select(s => Content(row.InstanceId, s.Key, (int)s.Value!, versions)).ToList();
        return new SignatureView(
            row.Id,
            row.InstanceId,
            instance.Title,
            row.ActingForName is { } other ? $"{row.SignerName} acting for {other}" : row.SignerName,
            row.SignerTeam is { } team ? $"{row.SignerTitle}, {team}" : row.SignerTitle,
            row.Role,
            row.SignedLocal,
            row.Declaration,
            SignatureRules.Fingerprint(row.ContentHash),
            string.Join(", ", covered.Select(s => $"{Title(form, s.Key)} (version {s.Value})")),
            row.Method == "demo" ? "typed name, demonstration only" : "password",
            form is null ? null : SignatureCheck.Of(row.ContentHash, row.Canonical, form, contents),
            row.SupersededAt is not null);
    }

    private static SectionContent Content(string instanceId, string section, int version, Dictionary<(string, string, int), DocumentVersionRow> versions) =>
        new(section, version, versions.TryGetValue((instanceId, section, version), out var row) ? (JsonObject)JsonNode.Parse(row.Content)! : []);

    private static string Title(FormDefinition? form, string section) => form?.Sections.FirstOrDefault(s => s.Id == section)?.Title ?? section;
}
