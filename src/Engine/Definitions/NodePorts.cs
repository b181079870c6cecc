namespace ReviewFlow.Engine.Definitions;

/// <summary>Names under which activities lie in other activities where the file has no member of their own for them.</summary>
internal static class NodePorts
{
    /// <summary>What runs when an answer has this status.</summary>
    public static string Status(string code) => "status " + code;
}
