using ReviewFlow.Engine.Activities;

namespace ReviewFlow.Activities;

/// <summary>Inputs that several activities offer, in the words an administrator sees.</summary>
internal static class Described
{
    public static readonly InputDescriptor Title = new() { Name = "title", DisplayName = "Title", Description = "Plain words for the inbox: what is asked.", Required = true };

    public static readonly InputDescriptor Role = new() { Name = "role", DisplayName = "Who", Description = "Role relative to the case, such as iro or stageManager(2); user:ID or team:ID.", Editor = "role", Required = true };

    public static readonly InputDescriptor Form = new() { Name = "form", DisplayName = "Form", Description = "Form of the step.", Editor = "form" };

    public static readonly InputDescriptor Excluded = new() { Name = "excluded", DisplayName = "Never", Description = "Roles whose holders may never do this (four-eyes); holds for cover and reassignment, too.", TypeName = "Object", Editor = "json-editor" };

    public static readonly InputDescriptor Level = new() { Name = "level", DisplayName = "Stage", Description = "Stage of a dispute, 1 to 4, for words and reassignment.", TypeName = "Int32" };

    public static readonly InputDescriptor Guidance = new() { Name = "guidance", DisplayName = "Guidance", Description = "What is asked, why, and what happens next.", Editor = "multi-line" };

    public static readonly InputDescriptor Phase = new() { Name = "phase", DisplayName = "Phase", Description = "Word by which form fields open: activity.phase. Default: open." };

    public static readonly InputDescriptor Carry = new() { Name = "carry", DisplayName = "Answers to route by", Description = "Answers, as section.field, that the outcome brings along. Dates and choices only.", TypeName = "Object", Editor = "json-editor" };

    public static readonly InputDescriptor ScheduledFor = new() { Name = "scheduledFor", DisplayName = "Scheduled for", Description = "Day from which it is current work; before, it shows under Future.", TypeName = "DateTime" };

    public static readonly InputDescriptor Actions = new() { Name = "actions", DisplayName = "Actions", Description = "What the person can choose: key, label, outcome, needsNote, validates.", TypeName = "Object", Editor = "json-editor" };

    public static readonly IReadOnlyList<InputDescriptor> Work = [Title, Role, Form, Excluded, Level, Guidance, Phase];

    public static readonly IReadOnlyList<InputDescriptor> Clock =
    [
        new() { Name = "workingDays", DisplayName = "Working days", Description = "Due at close of business of the n-th working day. Day 0 is today.", TypeName = "Int32" },
        new() { Name = "dueOn", DisplayName = "Due on", Description = "A date instead of working days.", TypeName = "DateTime" },
        new() { Name = "calendar", DisplayName = "Calendar", Description = "Empty for the organisation's.", Editor = "calendar" },
        new() { Name = "reminders", DisplayName = "Reminders", Description = "2 working days before and on the day at 9am, a last call at midday.", TypeName = "Boolean", Editor = "checkbox", Default = "true" },
        new() { Name = "alert", DisplayName = "Alert when missed", Description = "Roles that see the miss in-app at close of business.", TypeName = "Object", Editor = "json-editor" },
        new() { Name = "ladder", DisplayName = "Escalation ladder", Description = "Rungs: afterWorkingDays, at, roles, critical. Each goes off once; it alerts and never moves work.", TypeName = "Object", Editor = "json-editor" },
        new() { Name = "templates", DisplayName = "Message family", Description = "First part of the message templates' names: qap, drp.", Default = "\"drp\"" },
    ];
}
