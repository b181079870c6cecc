namespace ReviewFlow.Workflows.Events;

/// <summary>What has become of a message from another system.</summary>
public enum InboxState
{
    /// <summary>Looked at when its moment comes.</summary>
    Waiting,

    /// <summary>A process went on by it.</summary>
    Applied,

    /// <summary>Nothing has waited for it long enough: kept until an administrator tries it again.</summary>
    Kept,
}

/// <summary>What has become of an event on its way to a webhook.</summary>
public enum DeliveryState
{
    Waiting,
    Delivered,

    /// <summary>Given up; an administrator can send it again.</summary>
    Dead,
}
