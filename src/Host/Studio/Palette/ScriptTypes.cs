namespace ReviewFlow.Host.Studio.Palette;

/// <summary>What the script editor completes: the functions that scripts in definitions may call.</summary>
internal static class ScriptTypes
{
    public const string Text = """
        declare function getVariable(name: string): any;
        declare function setVariable(name: string, value: any): void;
        declare function getInput(name: string): any;
        declare function getOutputFrom(activity: string, output?: string): any;
        declare function getLastResult(): any;
        declare function getWorkflowInstanceId(): string;
        declare function getCorrelationId(): string;
        declare function newGuidString(): string;
        declare const variables: { [name: string]: any };
        """;
}
