namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Problems of answers, on the page that only shows them: each line leads to the step, where they are mended.</summary>
internal static class SignProblems
{
    public static ProblemList Of(SignModel page) =>
        new(page.Problem, [.. page.Problems.Select(p => ($"{p.Message} (go back to change it)", (string?)null))]);
}
