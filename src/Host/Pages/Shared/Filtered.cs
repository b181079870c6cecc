namespace ReviewFlow.Host.Pages.Shared;

/// <summary>The banner above a list that does not show everything.</summary>
/// <param name="Shown">Rows shown.</param>
/// <param name="Of">Rows without the filter.</param>
/// <param name="Words">What is filtered by.</param>
/// <param name="ClearLink">Leads to the list without the filter.</param>
/// <param name="Hidden">What is hidden although it cannot wait; null for nothing.</param>
public sealed record Filtered(int Shown, int Of, string Words, string ClearLink, string? Hidden = null);
