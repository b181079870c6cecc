namespace ReviewFlow.Engine.Execution;

/// <summary>Main status of an instance.</summary>
public enum WorkflowStatus
{
    /// <summary>It can still do something.</summary>
    Running,

    /// <summary>It has ended and is never revived.</summary>
    Finished,
}

/// <summary>How exactly an instance stands. Words are Elsa's.</summary>
public enum WorkflowSubStatus
{
    /// <summary>Created, not yet run.</summary>
    Pending,

    /// <summary>A burst is under way (never stored).</summary>
    Executing,

    /// <summary>It waits for at least one bookmark, or for somebody to mend an incident.</summary>
    Suspended,

    /// <summary>Ended as designed.</summary>
    Finished,

    /// <summary>Ended by a person.</summary>
    Cancelled,

    /// <summary>Ended by a fault.</summary>
    Faulted,
}

/// <summary>How one run of one activity stands.</summary>
public enum ActivityStatus
{
    /// <summary>Queued, or its precondition failed.</summary>
    Pending,

    /// <summary>Started and not ended.</summary>
    Running,

    /// <summary>Ended with outcomes.</summary>
    Completed,

    /// <summary>Withdrawn before it ended.</summary>
    Canceled,

    /// <summary>It threw; see the incident.</summary>
    Faulted,
}
