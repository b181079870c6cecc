using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Persistence.Actions;

/// <summary>An action of the register as it was read under its case's lock.</summary>
internal sealed class OpenedAction(ImprovementActionRow row)
{
    public ImprovementActionRow Row { get; } = row;

    public bool Changed { get; set; }
}
