namespace ReviewFlow.Persistence.Externals;

/// <summary>When somebody from outside was here last.</summary>
public static class LastSeen
{
    /// <summary>At most once an hour. $1 person, $2 moment.</summary>
    public const string Statement = ExternalStatements.Seen;
}
