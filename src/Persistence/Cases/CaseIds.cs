namespace ReviewFlow.Persistence.Cases;

/// <summary>
/// Ids of a case. A case's id is 32 characters; the ids of its instances, bookmarks, tasks and effects begin with it,
/// because every id that a burst derives begins with the stimulus' key. So the case to lock is known from any of them.
/// </summary>
public static class CaseIds
{
    private const int Length = 32;

    /// <summary>A new case's id; in order of time, for the index.</summary>
    public static string New() => Guid.CreateVersion7().ToString("N");

    /// <summary>The case of an instance, task, alert or incident; the text itself when it is none of ours.</summary>
    public static string CaseOf(string id) => id.Length <= Length ? id : id[..Length];

    /// <summary>The n-th instance of a case.</summary>
    public static string Instance(string caseId, int number) => $"{caseId}-{number}";

    /// <summary>A signature given by an action of a task, at a revision of it.</summary>
    internal static string Signature(string taskId, string action, string revision) => $"{taskId}.{action}.{revision}";

    /// <summary>The task by which a signature was given.</summary>
    internal static string TaskOfSignature(string signatureId) =>
        signatureId.LastIndexOf('.') is var last and > 0 && signatureId.LastIndexOf('.', last - 1) is var before and > 0 ? signatureId[..before] : signatureId;

    /// <summary>Key of the stimulus that makes the instance's next revision.</summary>
    public static string Stimulus(string instanceId, int revision) => $"{instanceId}.{revision}";
}
