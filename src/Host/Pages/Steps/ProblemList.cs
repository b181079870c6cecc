using ReviewFlow.Host.Forms;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>The error summary: each line leads to its field.</summary>
/// <param name="Message">What was refused; null for nothing.</param>
/// <param name="Lines">Lines with the ids of their fields; null for none of a field.</param>
/// <param name="Kept">Whether what was typed is kept as a draft.</param>
public sealed record ProblemList(string? Message, IReadOnlyList<(string Text, string? Id)> Lines, bool Kept = false)
{
    public static ProblemList Of(StepModel page) => Of(page.Problem, page.Problems, page.Posted?.Button.Argument) with { Kept = true };

    /// <summary>Problems of fields, or the message itself beside the field that the button is about.</summary>
    public static ProblemList Of(string? message, IReadOnlyList<FieldProblem> problems, string? action = null) => new(
        message,
        message is null ? []
        : problems.Count > 0 ? [.. problems.Select(p => (p.Message, (string?)FieldNames.Id(p.SectionId, p.Path)))]
        : [(message, AboutOf(action))]);

    private static string? AboutOf(string? action) => action switch
    {
        "send" or "resend" or "changeRecipients" => "recipients",
        "recordNoResponse" => "reason",
        "cancel" => "cancelNote",
        { Length: > 0 } => $"note.{action}",
        _ => null,
    };
}
