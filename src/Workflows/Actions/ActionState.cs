namespace ReviewFlow.Workflows.Actions;

/// <summary>How an action of a register stands, the same in every process.</summary>
public enum ActionState
{
    /// <summary>Written into a plan that is not agreed yet.</summary>
    Planned,

    /// <summary>To be done.</summary>
    Open,

    /// <summary>Its owner says that it cannot be achieved; the keeper of the plan decides.</summary>
    Deciding,
    Complete,
    NotAchievable,

    /// <summary>Taken out of the plan before it was agreed.</summary>
    Removed,

    /// <summary>Its process ended before it was done; what was carried over stands there.</summary>
    Ended,
}
