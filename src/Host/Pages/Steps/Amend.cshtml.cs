using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Host.Forms;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.SignOffs;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>
/// Changes what one has signed: a new version with a reason, signed anew (SIG-3). The old version and signature stay.
/// What was typed stays on the page whatever is refused; nothing is kept until it is signed.
/// </summary>
public sealed class AmendModel(CaseQueries queries, CaseHeadReader heads, StepWork work, SigningProof proofs, CaseTransaction cases) : AskPage
{
    private const string Changed = "The text has changed since it was shown to you. Read it again, then sign.";

    private Amendable _amendable = null!;

    public CaseHead Head { get; private set; } = null!;

    public SignatureRow Signature => _amendable.Signature;

    public InstanceRow Instance => _amendable.Instance.Row;

    public FormView Form { get; private set; } = null!;

    public SignHere Sign { get; private set; } = null!;

    public IReadOnlyList<FormSection> Covered => [.. Form.Form.Sections.Where(s => _amendable.Covers.Contains(s.Id, StringComparer.Ordinal))];

    public int VersionOf(FormSection section) => _amendable.Instance.Documents[section.Id].Version;

    public async Task<IActionResult> OnGetAsync(string signatureId, CancellationToken cancellation) =>
        await LoadAsync(signatureId, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string signatureId, CancellationToken cancellation)
    {
        var post = await PostAsync(null, cancellation);
        if (await work.DoneBeforeAsync(post.OperationKey, User, cancellation) is { } before) return After(before);
        if (!await LoadAsync(signatureId, cancellation)) return NotFound();
        var typed = StepPost.SavesOf(post.Posted, Form.Form, _amendable.OpenPaths);
        Lay(typed);
        switch (post.Button)
        {
            case ("add", var table): return Rows(table, rows => rows.Add((JsonNode)new JsonObject { ["id"] = $"r{Guid.NewGuid():N}"[..13] }));
            case ("remove", var row): return Rows(row[..row.LastIndexOf('.')], rows => Remove(rows, row[(row.LastIndexOf('.') + 1)..]));
        }

        return await SignAsync(post, typed, cancellation);
    }

    private async Task<IActionResult> SignAsync(StepPost post, IReadOnlyList<SectionSave> typed, CancellationToken cancellation)
    {
        if (post.Text("reason") is not { } reason) return Again("Write why what was signed is changed", "reason");
        if (SignHere.Declared(post) is not { } declared) return Again("Tick the declaration to sign", SignHere.DeclaredField);
        var proof = await proofs.CurrentAsync(HttpContext, cancellation) ?? await proofs.ShowAsync(HttpContext, post.Text(SignHere.ProofField), cancellation);
        if (proof is null) return Again(Signing.Unproved(User), SignHere.ProofField);
        if (post.Posted[SignHere.HashField] != Sign.Hash) return Again(new CaseOutcome.Refused(RefusalKind.Conflict, Changed));
        var hash = Amendments.Preview(Form.Form, [.. SignedSections()], _amendable.OpenPaths, Saved(), typed.ToDictionary(t => t.SectionId, t => t.Values)).Hash;
        var given = new SignatureGiven(proof.Method, proof.At, hash, declared);
        return await cases.ApplyAsync(new AmendSigned(post.OperationKey, User.Actor(), Signature.Id, typed, reason, given), cancellation) switch
        {
            CaseOutcome.Refused { Kind: RefusalKind.NotFound } => NotFound(),
            CaseOutcome.Refused refused => Again(refused),
            var done => After((CaseOutcome.Done)done),
        };
    }

    private async Task<bool> LoadAsync(string signatureId, CancellationToken cancellation)
    {
        if (await queries.AmendableAsync(User.Actor(), signatureId, cancellation) is not { Instance.Form: { } form } amendable) return false;
        if (await heads.ReadAsync(User, amendable.Signature.CaseId, Workflows.Access.CaseAction.See, cancellation) is not { } head) return false;
        (_amendable, Head) = (amendable, head);
        Form = new FormView
        {
            Form = form,
            Answers = new JsonObject(Saved().Select(s => KeyValuePair.Create(s.SectionId, (JsonNode?)s.Content))),
            OpenPaths = amendable.OpenPaths,
            Facts = new FormFacts(
                head.Entry.Today,
                head.Entry.Facts!.Subject,
                JsonNode.Parse(head.Case.Fields) as JsonObject,
                amendable.Instance.Row.Input is { } input ? JsonNode.Parse(input) as JsonObject : null,
                head.Entry.Organisation.Nameable(head.Entry.Facts!.Subject, head.Case.Id)),
            Organisation = head.Entry.Organisation,
            Today = head.Entry.Today,
        };
        // What is only shown is worked out, not kept.
        foreach (var shown in Prefill.Evaluate(form, Form.Answers, Form.Facts).Where(p => p.ReadOnly && Form.Answers[p.SectionId] is JsonObject))
            Form.Answers[shown.SectionId]![shown.FieldId] = shown.Value.DeepClone();
        var person = head.Entry.Organisation.Person(head.Entry.Actor.PersonId)!;
        var action = new TaskAction { Key = "amend", Label = "Sign the amendment", Signs = true, Declaration = Signature.Declaration, Covers = [.. amendable.Covers] };
        var covered = Signature.SignerId == person.Id ? null : head.Entry.Organisation.NameOf(Signature.ActingForId ?? Signature.SignerId);
        Sign = new SignHere(action, CanonicalContent.Of(form, [.. SignedSections()], Saved()).Hash, person.Name, person.JobTitle, covered, User.IsDemo(),
            await proofs.CurrentAsync(HttpContext, cancellation) is not null, Typed(SignHere.DeclaredField) == "yes");
        return true;
    }

    private IEnumerable<string> SignedSections() => ((JsonObject)JsonNode.Parse(Signature.Sections)!).Select(s => s.Key);

    private List<SectionContent> Saved() =>
        [.. _amendable.Instance.Documents.Values.Select(d => new SectionContent(d.SectionId, d.Version, (JsonObject)JsonNode.Parse(d.Content)!))];

    private void Lay(IReadOnlyList<SectionSave> typed)
    {
        foreach (var save in typed)
        {
            var draft = new DraftRow { InstanceId = Instance.Id, SectionId = save.SectionId, PersonId = Head.Entry.Actor.PersonId, BaseVersion = save.BaseVersion, Content = save.Values.ToJsonString() };
            DraftLayer.Lay(draft, _amendable.Instance.Documents[save.SectionId].Version, Form.Answers, _amendable.OpenPaths);
        }
    }

    // Nothing is kept before it is signed: the row comes and goes on the page alone.
    private IActionResult Rows(string table, Action<JsonArray> change)
    {
        if (table.Split('.') is [var section, var field] && _amendable.OpenPaths.Contains(FormPath.InForm(section, field)) && Form.Answers[section] is JsonObject content)
        {
            if (content[field] is not JsonArray rows) content[field] = rows = [];
            change(rows);
        }

        return Page();
    }

    private static void Remove(JsonArray rows, string id)
    {
        if (rows.FirstOrDefault(r => r?["id"]?.ToString() == id) is { } row) rows.Remove(row);
    }

    private RedirectToPageResult After(CaseOutcome.Done done) => RedirectToPage("Signed", new { signatureId = (string?)done.Result["signature"] });
}
