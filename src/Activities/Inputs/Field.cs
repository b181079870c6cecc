using ReviewFlow.Engine.Activities;

namespace ReviewFlow.Activities.Inputs;

/// <summary>Inputs that several activities share, in the same words everywhere.</summary>
internal static class Field
{
    public static InputDescriptor Title(string help) => Text("title", "Title", help) with { Required = true };

    public static InputDescriptor Form { get; } = Text("form", "Form", "Form that the work is done on. Empty: the form of the process.") with { Editor = "form" };

    public static InputDescriptor Calendar { get; } =
        Text("calendar", "Calendar", "Calendar whose working days count. Empty: the organisation's.") with { Editor = "calendar" };

    public static InputDescriptor Ladder { get; } = Json(
        "ladder",
        "Who is told when it is late",
        "A list of rungs: { \"afterWorkingDays\": 1, \"at\": \"17:00\", \"roles\": [\"serviceManager\"], \"critical\": false, \"template\": \"task-overdue\" }. 0 working days is the due moment itself; fewer than 0 reminds the roles before it, without an alert. Alerts never move work.");

    public static InputDescriptor Carry { get; } = Json(
        "carry",
        "Answers to take along",
        "Answers that later steps decide by, as \"section.field\": dates and choices, never text.");

    public static InputDescriptor Excluded { get; } =
        Json("excluded", "Never by", "Roles of people who may not do this, because they did what it checks. Holds on every path, cover and reassignment included.");

    public static InputDescriptor Templates { get; } =
        Text("templates", "Messages", "First part of the names of the messages, for instance \"drp\" for drp-due-today and drp-overdue.") with { Default = "\"task\"" };

    public static InputDescriptor Template { get; } =
        Text("template", "Message on arrival", "Name of the message that is sent when the work arrives. Empty: none.");

    public static InputDescriptor WithdrawnBy { get; } = Text(
        "withdrawnBy", "Withdrawn by event", "Name of an event for this case that makes the work needless: it is taken away, whoever had it is told, and the step goes on by the outcome Withdrawn. Empty: only a person ends it.");

    public static InputDescriptor WithdrawnWhy { get; } =
        Text("withdrawnWhy", "Why it is withdrawn", "Words for the timeline, for instance \"The review is closed.\"");

    public static InputDescriptor DueWorkingDays { get; } =
        Number("dueWorkingDays", "Due after working days", "Due at close of business of the n-th working day. Day 0 is the day on which the work arrives.");

    public static InputDescriptor DueOn { get; } = Text("dueOn", "Due on", "A date (yyyy-mm-dd), instead of working days.");

    public static InputDescriptor Role(string name, string display, string help, bool required = true) =>
        Text(name, display, help) with { Editor = "role", Required = required };

    public static InputDescriptor Text(string name, string display, string help) => new() { Name = name, DisplayName = display, Description = help };

    public static InputDescriptor Number(string name, string display, string help) => Text(name, display, help) with { TypeName = "Int32" };

    public static InputDescriptor Flag(string name, string display, string help, bool otherwise = false) =>
        Text(name, display, help) with { TypeName = "Boolean", Editor = "checkbox", Default = otherwise ? "true" : "false" };

    public static InputDescriptor Json(string name, string display, string help) => Text(name, display, help) with { TypeName = "Object", Editor = "json-editor" };

    public static InputDescriptor Outcomes(string name, string display, string help) => Text(name, display, help) with { TypeName = "Object", Editor = "dynamic-outcomes" };
}
