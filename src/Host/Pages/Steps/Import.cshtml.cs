using System.Text;
using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Files;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Brings rows of a spreadsheet into a table of a step: pasted or as a file, looked at first, with what is wrong in plain words.</summary>
[RequestSizeLimit(Most), RequestFormLimits(MultipartBodyLengthLimit = Most, ValueLengthLimit = (int)Most)]
public sealed class ImportModel(StepReader reader, StepWork work) : AskPage
{
    private const long Most = 4L * 1024 * 1024;

    [BindProperty(SupportsGet = true, Name = "table")]
    public string? Path { get; set; }

    public StepView Step { get; private set; } = null!;

    public RowsIn Target { get; private set; } = null!;

    /// <summary>What the rows become; null before any were given.</summary>
    public ImportedTable? Read { get; private set; }

    /// <summary>What is in the box.</summary>
    public string Pasted { get; private set; } = "";

    public string RowName => Target.Table.RowName ?? "row";

    public async Task<IActionResult> OnGetAsync(string taskId, CancellationToken cancellation) => await LoadAsync(taskId, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string taskId, IFormFile? file, CancellationToken cancellation)
    {
        if (!await LoadAsync(taskId, cancellation)) return NotFound();
        var post = await PostAsync(null, cancellation);
        Pasted = post.Text("rows") ?? "";
        if (file is { Length: > 0 })
        {
            if (await TextOfAsync(file, cancellation) is not { } text) return Again("This file could not be read. Save it as .xlsx or .csv, or copy the rows and paste them", "file");
            Pasted = text;
        }

        if (Pasted.Length == 0) return Again("Paste the rows, or choose a file", "rows");
        if (Pasted.Length > SheetText.Longest) return Again("That is more than can be looked at in one go. Bring it in by parts", "rows");
        Read = Target.Read(SheetText.Rows(Pasted), Step.Form!.Facts);
        if (Read.TooMany) return Again($"A table can have {FieldTypes.MostRows} rows at most. Bring in fewer", "rows");
        return post.Do == "add" ? await AddAsync(post, cancellation) : Page();
    }

    private async Task<IActionResult> AddAsync(StepPost post, CancellationToken cancellation)
    {
        var fit = Read!.Rows.Where(r => r.Fits).ToList();
        if (fit.Count == 0) return Again("None of these rows can be added. What is wrong with each stands beside it", "rows");
        var form = Step.Form!;
        await work.KeepAsync(Step, [new SectionSave(Target.Section.Id, form.Versions[Target.Section.Id], Target.With(form, fit))], User, cancellation);
        var left = Read.Rows.Where(r => r.Problems.Count > 0).ToList();
        if (left.Count == 0) return Redirect($"/work/{Step.Task.Id}#{Path}");
        // What could not be taken stays in the box, to be put right.
        Pasted = CsvOf(Read.Heading, left);
        Added = $"{UkWords.Count(fit.Count, RowName)} added to your draft. {UkWords.Count(left.Count, "row")} could not be, and {(left.Count == 1 ? "stands" : "stand")} in the box.";
        if (!await LoadAsync(Step.Task.Id, cancellation)) return NotFound();
        Read = Target.Read(SheetText.Rows(Pasted), Step.Form!.Facts);
        return Page();
    }

    /// <summary>What has just been added, in words.</summary>
    public string? Added { get; private set; }

    private static string CsvOf(IReadOnlyList<string>? heading, List<ImportedRow> rows) =>
        string.Join('\n', (heading is null ? [] : new[] { heading }).Concat(rows.Select(r => r.Given)).Select(r => string.Join('\t', r.Select(Quoted))));

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny("\t\"\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static async Task<string?> TextOfAsync(IFormFile file, CancellationToken cancellation)
    {
        await using var content = file.OpenReadStream();
        if (file.FileName.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
            return SheetFile.Rows(content) is { } rows ? string.Join('\n', rows.Select(r => string.Join('\t', r.Select(Quoted)))) : null;
        if (!file.FileName.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && !file.FileName.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)) return null;
        using var text = new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: false));
        var read = await text.ReadToEndAsync(cancellation);
        return read.Contains('\0', StringComparison.Ordinal) ? null : read.Trim();
    }

    private async Task<bool> LoadAsync(string taskId, CancellationToken cancellation)
    {
        if (await reader.ReadAsync(User, taskId, cancellation) is not { } step || RowsIn.Of(step, Path) is not { } target) return false;
        (Step, Target) = (step, target);
        return true;
    }
}
