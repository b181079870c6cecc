using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Workflows.Designs;

/// <summary>Which changes a second person has to see. An unknown step or input weighs nothing unless its name says so.</summary>
internal static class StepWeight
{
    private static readonly HashSet<string> s_timers = ["workingDays", "dueWorkingDays", "replyByField", "ladder", "amberAt", "until", "startEvent", "calendar", "reminders", "allowNoResponse", "noResponseEarlierWithReason", "duration", "timeout", "interval", "cronExpression", "dateTime"];

    private static readonly HashSet<string> s_recipients = ["role", "roles", "ownerRole", "recipients", "excluded", "to", "cc", "bcc", "critical", "required"];

    private static readonly HashSet<string> s_signing = ["respondSigns", "declaration", "covers", "reopens", "withheld"];

    private static readonly HashSet<string> s_addresses = ["url", "path", "address", "endpoint", "from"];

    /// <summary>Of adding or taking away a step, or a connection that leads to or from it.</summary>
    public static ChangeWeight Of(ActivityNode step) => Kind(step) switch
    {
        "SignOff" => ChangeWeight.SignOff,
        "WorkingDayTimer" or "TotalClock" or "EscalationLadder" or "Delay" or "Timer" or "Cron" or "StartAt" => ChangeWeight.Timer,
        "SendHttpRequest" or "FlowSendHttpRequest" or "HttpEndpoint" or "SendEmail" => ChangeWeight.Address,
        "SendRequest" or "HumanTask" or "Notify" or "NextActionChoice" => ChangeWeight.Recipient,
        _ => ChangeWeight.None,
    };

    /// <summary>Of changing one input of a step.</summary>
    public static ChangeWeight Of(ActivityNode step, string input) =>
        Kind(step) == "SignOff" || s_signing.Contains(input) ? ChangeWeight.SignOff
            : s_timers.Contains(input) ? ChangeWeight.Timer
            : s_addresses.Contains(input) ? ChangeWeight.Address
            : s_recipients.Contains(input) ? ChangeWeight.Recipient
            : ChangeWeight.None;

    private static string Kind(ActivityNode step) => step.Type[(step.Type.LastIndexOf('.') + 1)..];
}
