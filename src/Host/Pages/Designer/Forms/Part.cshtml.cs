using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Workflows.Designs;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.Designer.Forms;

/// <summary>Everything that can be said of one section, field or column of a form.</summary>
public sealed class PartModel(FormsGate gate, FormDesk desk) : PageModel
{
    [BindProperty(SupportsGet = true)] public string Id { get; set; } = "";

    [BindProperty(SupportsGet = true)] public string Section { get; set; } = "";

    [BindProperty(SupportsGet = true)] public string? Field { get; set; }

    [BindProperty(SupportsGet = true)] public string? Column { get; set; }

    [BindProperty] public int Revision { get; set; }

    /// <summary>What was typed about a field or column.</summary>
    [BindProperty] public FieldWords Words { get; set; } = new();

    /// <summary>What was typed about a section.</summary>
    [BindProperty] public SectionWords Of { get; set; } = new(null, null, null);

    public EditedForm Form { get; private set; } = null!;

    /// <summary>Waits of the processes that use the form.</summary>
    public IReadOnlyList<FormTurn> Turns { get; private set; } = [];

    public IReadOnlyList<(string Field, string Message)> Problems { get; private set; } = [];

    public bool IsSection => Field is null;

    public static IReadOnlyList<(string Value, string Words)> Types { get; } =
    [
        ("text", "Short text"), ("longText", "Long text"), ("date", "Date"), ("number", "Number"), ("radio", "One of a few choices"), ("select", "One of a list"),
        ("checkbox", "Tick, or several choices"), ("person", "Person"), ("table", "Table with rows"),
    ];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await ReadAsync(cancellation) is not { } part) return NotFound();
        Of = new SectionWords(Text(part, "title"), Text(part, "help"), Lines(part));
        Words = new FieldWords
        {
            Label = Text(part, "label"),
            Type = Text(part, "type") ?? "text",
            Hint = Text(part, "hint"),
            Required = Flag(part, "required"),
            Choices = Choices(part),
            OpenAt = Lines(part),
            ShowIf = Text(part, "showIf"),
            RequiredIf = Text(part, "requiredIf"),
            Valid = Text(part, "valid"),
            ValidMessage = Text(part, "validMessage"),
            MissingMessage = Text(part, "missingMessage"),
            Prefill = Text(part, "prefill"),
            RowName = Text(part, "rowName"),
            MinRows = Number(part, "minRows") ?? 0,
            MaxLength = Number(part, "maxLength"),
            ReadOnly = Flag(part, "readOnly"),
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (await ReadAsync(cancellation) is not { } part) return NotFound();
        var before = Form.Read.Problems.Select(p => p.Message).ToList();
        if (Revision != Form.Revision) return Refused([("label", FormsGate.Late)]);
        if (!ModelState.IsValid) return Refused([("label", "A number is needed where one is asked for.")]);
        if (IsSection) FormEdit.Write(part, Of);
        else FormEdit.Write(part, Words);
        // What was wrong before may wait; what this change makes wrong is said here, with everything that was typed.
        var wrong = FormReader.Read(Form.Json.ToJsonString()).Problems.Where(p => !before.Contains(p.Message)).Select(p => ("label", p.Message)).ToList();
        // A table begins without columns; they are added next.
        if (Words.Type == "table") wrong.RemoveAll(p => p.Message.Contains("A table has columns", StringComparison.Ordinal));
        if (wrong.Count > 0) return Refused(wrong);
        return await gate.SaveAsync(User, Form, Revision, cancellation) ? RedirectToPage("/Designer/Forms/Edit", new { Id, done = "saved" }) : Refused([("label", FormsGate.Late)]);
    }

    private PageResult Refused(IReadOnlyList<(string, string)> problems)
    {
        Problems = problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<JsonObject?> ReadAsync(CancellationToken cancellation)
    {
        if (await gate.OpenAsync(User, Id, cancellation) is not { } form) return null;
        Form = form;
        Turns = [.. (await desk.ProcessesAsync(Id, cancellation)).SelectMany(FormTurns.Of).DistinctBy(t => t.Key)];
        return FormEdit.Find(form.Json, Section, Field, Column);
    }

    private static string? Text(JsonObject part, string name) => part[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static bool Flag(JsonObject part, string name) => part[name] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    private static int? Number(JsonObject part, string name) => part[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    private static string Lines(JsonObject part) => string.Join('\n', (part["openAt"] as JsonArray ?? []).Select(l => l?.ToString()));

    private static string Choices(JsonObject part) => string.Join('\n', (part["choices"] as JsonArray ?? []).Select(c => c switch
    {
        JsonObject choice when choice["label"] is { } label && label.ToString() != choice["value"]?.ToString() => $"{choice["value"]} = {label}",
        JsonObject choice => choice["value"]?.ToString(),
        _ => c?.ToString(),
    }));
}
