using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Host.Api;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Messages;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;

namespace ReviewFlow.Host.Pages.Designer;

/// <summary>
/// Moves running cases to another version: what moves, what is in the way and whose begun sections change is shown first;
/// each case has a result of its own, and a move can be taken back until somebody works on the case. For administrators.
/// </summary>
public sealed class MoveModel(DesignReader reader, InstanceMigrations migrations, CaseTransaction cases, Administration administration) : PageModel
{
    [BindProperty(SupportsGet = true)] public string Id { get; set; } = "";

    /// <summary>Id of the version to move to; the one in force unless another is chosen.</summary>
    [BindProperty(SupportsGet = true)] public string? To { get; set; }

    [BindProperty] public string? Reason { get; set; }

    [BindProperty] public string[] Instances { get; set; } = [];

    /// <summary>Made once for each page that is shown; a second click on it does nothing more.</summary>
    [BindProperty] public string Operation { get; set; } = Guid.CreateVersion7().ToString("N");

    public string Name { get; private set; } = "";

    public IReadOnlyList<DefinitionEntry> Versions { get; private set; } = [];

    public IReadOnlyList<MigrationPreview> Preview { get; private set; } = [];

    /// <summary>What became of what was tried; null before.</summary>
    public IReadOnlyList<(string Reference, MigrationResult Result)>? Results { get; private set; }

    public string? Problem { get; private set; }

    public string? Field { get; private set; }

    public string? Done { get; private set; }

    public IEnumerable<MigrationPreview> Movable => Preview.Where(p => p.Blocked is null);

    public IEnumerable<MigrationPreview> Blocked => Preview.Where(p => p.Blocked is not null);

    public string VersionOf(string versionId) => Versions.FirstOrDefault(v => v.Id == versionId) is { } version ? $"version {version.Version}" : "an earlier version";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return NotFound();
        if (Instances.Length == 0) return Again("Choose at least one case", "instances");
        if (string.IsNullOrWhiteSpace(Reason)) return Again("Write why the cases are moved", "reason");
        var references = Preview.ToDictionary(p => p.InstanceId, p => p.Reference, StringComparer.Ordinal);
        var results = await migrations.MoveAsync(Operation, User.Actor(), To!, Instances, Reason.Trim(), cancellation);
        Results = [.. results.Select(r => (references.GetValueOrDefault(r.InstanceId, r.InstanceId), r))];
        await LoadAsync(cancellation);
        return Page();
    }

    /// <summary>Takes a move back.</summary>
    public async Task<IActionResult> OnPostUndoAsync(string instance, CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return NotFound();
        if (string.IsNullOrWhiteSpace(Reason)) return Again("Write why the move is taken back", "reason");
        if (await cases.ApplyAsync(new UndoMigration(Operation, User.Actor(), instance, Reason.Trim()), cancellation) is CaseOutcome.Refused refused)
        {
            Response.StatusCode = Answers.Status(refused.Kind);
            Problem = refused.Message;
            return Page();
        }

        Done = "Taken back: the case is on its earlier version again.";
        await LoadAsync(cancellation);
        return Page();
    }

    private PageResult Again(string problem, string field)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        (Problem, Field) = (problem, field);
        return Page();
    }

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        if (!await administration.IsForAsync(User, cancellation) || await reader.ReadAsync(Id, cancellation) is not { } all) return false;
        Name = all.Latest.Name;
        Versions = [.. all.Entries.Where(e => !e.IsDraft)];
        To ??= (all.Published ?? all.Entries.FirstOrDefault(e => !e.IsDraft))?.Id;
        if (To is null || await migrations.PreviewAsync(Id, To, cancellation) is not { } preview) return false;
        Preview = preview;
        return true;
    }
}
