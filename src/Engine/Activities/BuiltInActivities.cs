using ReviewFlow.Engine.Activities.BuiltIn;
using ReviewFlow.Engine.Execution.Nodes;

namespace ReviewFlow.Engine.Activities;

/// <summary>The activity types that come with Elsa, under Elsa's names.</summary>
public static class BuiltInActivities
{
    /// <summary>Adds all of them.</summary>
    public static ActivityCatalog AddTo(ActivityCatalog catalog)
    {
        foreach (var descriptor in Flow().Concat(Loops()).Concat(Primitives()).Concat(Waits()).Concat(Workflows()).Concat(Http())) catalog.Add(descriptor);
        return catalog;
    }

    private static IEnumerable<ActivityDescriptor> Flow() =>
    [
        Of("Flowchart", "Flowchart", "Flow", "Steps joined by connections.", new FlowchartNode()),
        Of("Sequence", "Sequence", "Flow", "Steps one after the other.", new SequenceNode()),
        Of("Parallel", "Parallel", "Flow", "Steps side by side; ends when all have ended.", new ParallelNode()),
        Of("Fork", "Fork", "Flow", "Branches side by side; ends with all of them or with the first.", new ForkNode()) with { Inputs = [Choice("joinMode", "Wait for", "When it ends.", "WaitAll", "WaitAny")] },
        Of("FlowNode", "Container", "Flow", "A box around one activity.", new BodyNode()),
        Of("If", "If", "Branching", "Runs one of two activities.", new IfNode()) with { Inputs = [Condition()], Outputs = [new("result", "Result", "Boolean")] },
        Leaf("FlowDecision", "Decision", "Branching", "Goes on along True or False.", new FlowDecision()) with { Inputs = [Condition()], Outcomes = ["True", "False"] },
        Of("FlowSwitch", "Switch", "Branching", "Goes on along the case that holds.", new FlowSwitchNode()) with { Inputs = [Cases("flow-switch-editor"), Mode()], Outcomes = ["Default"], OutcomesFromInput = "cases" },
        Of("Switch", "Switch (container)", "Branching", "Runs the activity of the case that holds.", new SwitchNode()) with { Inputs = [Cases("switch-editor"), Mode()] },
        Leaf("FlowFork", "Fork", "Branching", "Goes on along all its branches.", new FlowFork()) with { Inputs = [new() { Name = "branches", DisplayName = "Branches", Description = "Names of the branches.", TypeName = "Object", Editor = "dynamic-outcomes" }], Outcomes = [], OutcomesFromInput = "branches" },
        Of("FlowJoin", "Join", "Branching", "Where branches meet.", new FlowJoinNode()) with { Inputs = [Choice("mode", "Wait for", "Any: goes on with the first and cancels the rest. All: every branch. All active: every branch that was taken.", "WaitAny", "WaitAll", "WaitAllActive")] },
        Leaf("Start", "Start", "Flow", "Where a flowchart begins.", new Nothing()),
        Of("End", "End", "Flow", "Ends the flowchart or sequence it lies in.", new EndNode()) with { Outcomes = [] },
    ];

    private static IEnumerable<ActivityDescriptor> Loops() =>
    [
        Of("While", "While", "Looping", "Repeats its body as long as the condition holds.", new WhileNode()) with { Inputs = [Condition()] },
        Of("For", "For", "Looping", "Counts from start to end; its body sees CurrentValue.", new ForNode()) with { Inputs = [Number("start", "Start", "0"), Number("end", "End", "0"), Number("step", "Step", "1"), Flag("outerBoundInclusive", "Include the end", "true")], Outputs = [new("currentValue", "Current value")] },
        Of("ForEach", "For each", "Looping", "Runs its body for each item, one after the other.", new ForEachNode()) with { Inputs = [Items()], Outputs = [new("currentValue", "Current value")] },
        Of("ParallelForEach", "Parallel for each", "Looping", "Runs its body for each item, all at once.", new ParallelForEachNode()) with { Inputs = [Items()] },
        Of("Break", "Break", "Looping", "Leaves the loop around it.", new BreakNode()) with { Outcomes = [] },
    ];

    private static IEnumerable<ActivityDescriptor> Primitives() =>
    [
        Leaf("WriteLine", "Write line", "Primitives", "Writes a line of text to the log of the instance.", new WriteLineActivity()) with { Inputs = [Text("text", "Text", "What to write.")] },
        Of("SetVariable", "Set variable", "Primitives", "Sets a variable.", new SetVariableNode()) with { Inputs = [new() { Name = "variable", DisplayName = "Variable", TypeName = "Object", Editor = "variable-picker", Required = true }, Any("value", "Value")] },
        Of("SetName", "Set name", "Primitives", "Names the instance.", new SetNameNode()) with { Inputs = [Text("value", "Name", "The new name.")] },
        Of("Correlate", "Correlate", "Primitives", "Sets the correlation id of the instance.", new CorrelateNode()) with { Inputs = [Needed("correlationId", "Correlation id")] },
        Of("Finish", "Finish", "Primitives", "Ends the whole instance at once.", new FinishNode()) with { Outcomes = [] },
        Leaf("Fault", "Fault", "Primitives", "Faults on purpose.", new Fault()) with { Inputs = [Text("code", "Code", "Machine word."), Text("category", "Category", "Group."), Text("faultType", "Type", "Kind of fault."), Text("message", "Message", "What went wrong.")], Outcomes = [] },
        Of("RunJavaScript", "Run JavaScript", "Scripting", "Runs a script; its value is the result.", new RunScriptNode()) with { Inputs = [new() { Name = "script", DisplayName = "Script", Editor = "code-editor" }, new() { Name = "possibleOutcomes", DisplayName = "Outcomes", TypeName = "Object", Editor = "dynamic-outcomes" }], Outputs = [new("result", "Result")], OutcomesFromInput = "possibleOutcomes" },
    ];

    private static IEnumerable<ActivityDescriptor> Waits() =>
    [
        Leaf("Event", "Event", "Events", "Waits for a named event.", new Event()) with { Inputs = [Needed("eventName", "Event name")], Outputs = [new("result", "Payload")] },
        Leaf("PublishEvent", "Publish event", "Events", "Publishes a named event.", new PublishEventActivity()) with { Inputs = [Needed("eventName", "Event name"), Text("correlationId", "Correlation id", "Only instances with this correlation id; empty for all."), Flag("isLocalEvent", "Only this instance", "false"), Any("payload", "Payload")] },
        Leaf("RunTask", "Run task", "Primitives", "Asks for a background task and waits for its result.", new RunTask()) with { Inputs = [Needed("taskName", "Task name"), Any("payload", "Payload")], Outputs = [new("taskId", "Task id", "String"), new("result", "Result")] },
        Leaf("Delay", "Delay", "Timers", "Waits for a length of time, day or night.", new Delay()) with { Inputs = [Needed("timeSpan", "Duration")] },
        Leaf("Timer", "Timer", "Timers", "Waits one interval; at the start of a workflow, starts it at each.", new BuiltIn.Timer()) with { Inputs = [Needed("interval", "Interval")] },
        Leaf("Cron", "Cron", "Timers", "Waits for the next moment of a cron expression.", new Cron()) with { Inputs = [Needed("cronExpression", "Cron expression")] },
        Leaf("StartAt", "Start at", "Timers", "Waits for a moment.", new StartAt()) with { Inputs = [Needed("dateTime", "Moment")] },
    ];

    private static IEnumerable<ActivityDescriptor> Workflows() =>
    [
        Of("SetOutput", "Set output", "Composition", "Sets an output of the workflow.", new SetOutputNode()) with { Inputs = [Needed("outputName", "Output"), Any("outputValue", "Value")] },
        Of("Complete", "Complete", "Composition", "Ends the workflow with outcomes.", new CompleteNode()) with { Inputs = [new() { Name = "outcomes", DisplayName = "Outcomes", TypeName = "Object", Editor = "outcome-picker" }], Outcomes = [] },
        Leaf("ExecuteWorkflow", "Execute workflow", "Composition", "Runs another workflow now.", new ExecuteWorkflow()) with { Inputs = [Definition(), Text("correlationId", "Correlation id", "Of the new instance."), Any("input", "Input"), Flag("waitForCompletion", "Wait for its end", "false")], Outputs = [new("result", "Result")] },
        Leaf("DispatchWorkflow", "Dispatch workflow", "Composition", "Starts another workflow in the background.", new DispatchWorkflowActivity()) with { Inputs = [Definition(), Text("correlationId", "Correlation id", "Of the new instance."), Any("input", "Input"), Flag("waitForCompletion", "Wait for its end", "false")], Outputs = [new("result", "Output of the child")] },
        Of("BulkDispatchWorkflows", "Bulk dispatch workflows", "Composition", "Starts another workflow once for each item.", new BulkDispatchNode()) with { Inputs = [Definition(), Items(), new() { Name = "defaultItemInputKey", DisplayName = "Input key", Default = "\"Item\"" }, Text("correlationIdFunction", "Correlation id", "Of each new instance; a script sees its input as args."), Any("input", "Input"), Flag("waitForCompletion", "Wait for their end", "true")], Outcomes = ["Completed", "Done"] },
    ];

    private static IEnumerable<ActivityDescriptor> Http() =>
    [
        Leaf("HttpEndpoint", "HTTP endpoint", "HTTP", "Waits for a request.", new HttpEndpoint()) with { Inputs = [Needed("path", "Path"), Any("supportedMethods", "Methods")], Outputs = [new("result", "Request"), new("parsedContent", "Content"), new("routeData", "Route data"), new("queryStringData", "Query"), new("headers", "Headers")] },
        Leaf("SendHttpRequest", "HTTP request", "HTTP", "Sends a request and waits for the answer.", new SendHttpRequestActivity()) with { Inputs = Request(), Outputs = Response() },
        Leaf("FlowSendHttpRequest", "HTTP request (flow)", "HTTP", "Sends a request and goes on by the status of the answer.", new SendHttpRequestActivity()) with { Inputs = [.. Request(), new() { Name = "expectedStatusCodes", DisplayName = "Expected status codes", TypeName = "Object", Editor = "multi-text" }], Outputs = Response(), Outcomes = ["Done", "Unmatched status code", "Failed to connect", "Timeout"], OutcomesFromInput = "expectedStatusCodes" },
        Leaf("WriteHttpResponse", "HTTP response", "HTTP", "Answers the request.", new WriteHttpResponse()) with { Inputs = [Number("statusCode", "Status code", "200"), Any("content", "Content"), Text("contentType", "Content type", "Media type."), Any("responseHeaders", "Headers")] },
        Leaf("SendEmail", "Send email", "Email", "Sends a plain mail to colleagues.", new SendEmailActivity()) with { Inputs = [Any("to", "To") with { Required = true, Description = "Addresses of colleagues." }, Any("cc", "Copy to"), Any("bcc", "Hidden copy to"), Text("subject", "Subject", "No names of people whom the process is about."), Text("body", "Text", "Plain text. No names of people whom the process is about.")] },
    ];

    private static ActivityDescriptor Of(string name, string title, string category, string description, NodeBehavior behavior) =>
        new() { Type = "Elsa." + name, DisplayName = title, Category = category, Description = description, Behavior = behavior };

    private static ActivityDescriptor Leaf(string name, string title, string category, string description, Activity activity) =>
        new() { Type = "Elsa." + name, DisplayName = title, Category = category, Description = description, Activity = activity };

    private static IReadOnlyList<InputDescriptor> Request() =>
        [Needed("url", "Address"), Choice("method", "Method", "HTTP method.", "GET", "POST", "PUT", "PATCH", "DELETE"), Any("content", "Content"), Text("contentType", "Content type", "Media type."), Text("authorization", "Authorization", "Header."), Any("requestHeaders", "Headers")];

    private static IReadOnlyList<OutputDescriptor> Response() => [new("statusCode", "Status code", "Int32"), new("parsedContent", "Content"), new("responseHeaders", "Headers"), new("result", "Result")];

    private static InputDescriptor Text(string name, string title, string help) => new() { Name = name, DisplayName = title, Description = help };

    private static InputDescriptor Needed(string name, string title) => new() { Name = name, DisplayName = title, Required = true };

    private static InputDescriptor Any(string name, string title) => new() { Name = name, DisplayName = title, TypeName = "Object", Editor = "multi-line" };

    private static InputDescriptor Flag(string name, string title, string otherwise) => new() { Name = name, DisplayName = title, TypeName = "Boolean", Editor = "checkbox", Default = otherwise };

    private static InputDescriptor Number(string name, string title, string otherwise) => new() { Name = name, DisplayName = title, TypeName = "Int32", Default = otherwise };

    private static InputDescriptor Choice(string name, string title, string help, params string[] options) =>
        new() { Name = name, DisplayName = title, Description = help, Editor = "dropdown", Options = options, Default = $"\"{options[0]}\"" };

    private static InputDescriptor Condition() => new() { Name = "condition", DisplayName = "Condition", Description = "True or false.", TypeName = "Boolean", Required = true };

    private static InputDescriptor Cases(string editor) => new() { Name = "cases", DisplayName = "Cases", TypeName = "Object", Editor = editor };

    private static InputDescriptor Mode() => Choice("mode", "Mode", "Follow the first case that holds, or all.", "MatchFirst", "MatchAny");

    private static InputDescriptor Items() => new() { Name = "items", DisplayName = "Items", Description = "A list.", TypeName = "Object", Editor = "multi-line", Required = true };

    private static InputDescriptor Definition() => new() { Name = "workflowDefinitionId", DisplayName = "Workflow", Editor = "workflow-definition-picker", Required = true };
}
