using System.Text.RegularExpressions;

namespace ReviewFlow.Workflows.Notices;

/// <summary>A message. Its fields stand in braces.</summary>
/// <param name="Name">Name by which a definition asks for it.</param>
/// <param name="Subject">Subject of the mail, and the line in the app.</param>
/// <param name="Body">Text of the mail; the link and the signature are added when it is sent.</param>
public sealed record Template(string Name, string Subject, string Body)
{
    /// <summary>Whether it may neither be muted nor held back by quiet hours.</summary>
    public bool Critical { get; init; }
}

/// <summary>
/// What a message may say (ruling 7): reference, process, what is asked, the asking colleague's name, the due date.
/// There is no field for a subject's name or for free text, so none can be sent.
/// </summary>
public sealed record MessageFields(string Reference, string Process, string? Asked = null, string? Colleague = null, string? Due = null);

/// <summary>The messages of the dispute process and of the service itself (domain 9.1).</summary>
public static partial class Templates
{
    /// <summary>All fields that exist.</summary>
    public static readonly IReadOnlyList<string> Fields = ["reference", "process", "asked", "colleague", "due"];

    public static readonly IReadOnlyList<Template> All =
    [
        new("qap-request", "{reference}: {colleague} asks for your update", "{colleague} has sent you a request in {process} {reference}: {asked}. Reply by {due}."),
        new("qap-returned", "{reference}: returned to you with a note", "{colleague} has returned your request in {process} {reference}. Read the note, then send it again or carry on."),
        new("qap-completed", "{reference}: {colleague} has answered", "{colleague} has answered your request in {process} {reference}. It is your turn."),
        new("qap-response", "{reference}: {colleague} has answered", "{colleague} has answered your request in {process} {reference}. It is your turn when everybody has."),
        new("qap-due-in-2", "{reference}: reply by {due}", "Your update in {process} {reference} is due {due}: {asked}."),
        new("qap-due-today", "{reference}: reply today", "Your update in {process} {reference} is due {due}: {asked}."),
        new("qap-last-call", "{reference}: last call", "Your update in {process} {reference} is due today, {due}. After that it is recorded as late."),
        new("qap-overdue", "{reference}: overdue", "{asked} in {process} {reference} was due {due} and has not been answered."),
        new("qap-reminder", "{reference}: a reminder", "{colleague} reminds you of {process} {reference}: {asked}. Reply by {due}."),
        new("qap-no-response", "{reference}: no response recorded", "{colleague} has recorded in {process} {reference} that no response was given by {due}."),
        new("qap-review-due", "{reference}: review on {due}", "The actions of {process} {reference} are to be reviewed on {due}."),
        new("drp-request", "{reference}: {colleague} asks for your response", "{colleague} has sent you a request in {process} {reference}: {asked}. Respond by {due}."),
        new("drp-returned", "{reference}: returned to you with a note", "{colleague} has returned your request in {process} {reference}. The clock goes on. Read the note."),
        new("drp-due-in-2", "{reference}: due in 2 working days", "Your response in {process} {reference} is due {due}: {asked}."),
        new("drp-due-today", "{reference}: due today", "Your response in {process} {reference} is due {due}: {asked}."),
        new("drp-last-call", "{reference}: last call", "Your response in {process} {reference} is due today, {due}. After that it is recorded as late."),
        new("drp-overdue", "{reference}: overdue", "{asked} in {process} {reference} was due {due} and has not been done. It is with {colleague}."),
        new("drp-reminder", "{reference}: a reminder", "{colleague} reminds you of {process} {reference}: {asked}. Respond by {due}."),
        new("drp-response", "{reference}: {colleague} has responded", "{colleague} has responded in {process} {reference}. It is your turn."),
        new("drp-no-response", "{reference}: no response recorded", "{colleague} has recorded in {process} {reference} that no response was given by {due}."),
        new("drp-iro-manager", "{reference}: to confirm", "{colleague} asks you to confirm the outcome of {process} {reference} by {due}."),
        new("drp-iro-manager-due-today", "{reference}: to confirm today", "The outcome of {process} {reference} is to be confirmed by {due}."),
        new("drp-iro-manager-due-in-2", "{reference}: to confirm", "The outcome of {process} {reference} is to be confirmed by {due}."),
        new("drp-iro-manager-last-call", "{reference}: last call to confirm", "The outcome of {process} {reference} is to be confirmed today, by {due}."),
        new("drp-iro-manager-reminder", "{reference}: a reminder to confirm", "{colleague} reminds you to confirm the outcome of {process} {reference} by {due}."),
        new("drp-iro-manager-overdue", "{reference}: not confirmed yet", "{process} {reference} was to be confirmed by {due}. It is with {colleague}."),
        new("drp-stage-started", "{reference}: the next stage has started", "{process} {reference} has started."),
        new("scheduled-soon", "{reference}: {asked} begins in 2 working days", "{asked} in {process} {reference} begins in 2 working days. It is under Future, and you can open it earlier."),
        new("case-closed", "{reference}: closed", "{colleague} has closed {process} {reference}. Nothing more is asked of you; everything written is kept."),
        new("uncovered", "{reference}: with {colleague}, who is away", "{asked} in {process} {reference} went to {colleague}, who is away, and nobody covers. You can set cover or pass it on."),
        new("amended", "{reference}: {colleague} has amended what was signed", "{colleague} has amended what was signed in {process} {reference}, with a reason, and has signed anew. What was there before stays on record."),
        new("drp-stage-skipped", "{reference}: your stage was left out", "{process} {reference} has gone on without your stage. You are informed; nothing is asked of you."),
        new("drp-total-clock", "{reference}: the whole process", "{process} {reference} is to end by {due}."),
        new("drp-cafcass", "{reference}: referred to CAFCASS", "{colleague} has recorded a referral to CAFCASS in {process} {reference}.") { Critical = true },
        new("action-assigned", "{reference}: {asked} is yours", "{asked} in {process} {reference} is yours. It is due {due}."),
        new("action-returned", "{reference}: {asked} came back to you", "{colleague} has returned {asked} in {process} {reference} to you. Read the note. It is due {due}; the date has not changed."),
        new("action-later", "{reference}: {colleague} asks for a later date", "{colleague} asks for a later date for {asked} in {process} {reference}. It is due {due}. The reason is on the case."),
        new("action-decide", "{reference}: {asked}", "{colleague} says that an action in {process} {reference} cannot be achieved. You decide: {asked}."),
        new("action-due", "{reference}: {asked} is due {due}", "{asked} in {process} {reference} is due {due}."),
        new("action-due-in-2", "{reference}: {asked} is due in 2 working days", "{asked} in {process} {reference} is due {due}."),
        new("action-due-today", "{reference}: {asked} is due today", "{asked} in {process} {reference} is due {due}."),
        new("action-last-call", "{reference}: last call", "{asked} in {process} {reference} is due today, {due}. After that it is recorded as late."),
        new("action-overdue", "{reference}: {asked} is overdue", "{asked} in {process} {reference} was due {due} and is not finished. It is with {colleague}."),
        new("imr-begun", "A review has begun", "An internal management review has begun in your service: {process}. You find it under Reviews; nothing is asked of you now."),
        new("imr-report-due", "{reference}: the report is due {due}", "The report of {process} {reference} is due {due}. Everything that you have saved is kept."),
        new("imr-submitted", "{reference}: a review was submitted", "An internal management review was submitted: {asked}. Register it by {due}."),
        new("imr-registered", "{reference}: registered", "Your internal management review is registered as {reference}. If its themes and learning form is not handed in yet, please complete it."),
        new("imr-returned", "{reference}: returned to you with a note", "{process} {reference} was returned to you. Read the note, then submit it again."),
        new("imr-facts", "{reference}: are the facts right?", "{colleague} asks you to read what is written about your part in {process} {reference}, by {due}. Say whether the facts are right."),
        new("imr-facts-answered", "{reference}: an answer about the facts", "A colleague has answered whether the facts in {process} {reference} are right. Open it to read the answer."),
        new("imr-gate", "{reference}: other agencies were involved", "Other agencies were involved in {process} {reference}. Consider a learning review or a safeguarding adult review by {due}."),
        new("imr-gate-decided", "{reference}: multi-agency decision recorded", "The multi-agency decision of {process} {reference} is recorded. Open it to read it."),
        new("imr-theme-due-in-2", "{reference}: themes and learning form", "The themes and learning form of {process} {reference} is due {due}."),
        new("imr-theme-due-today", "{reference}: themes and learning form", "The themes and learning form of {process} {reference} is due {due}."),
        new("imr-theme-last-call", "{reference}: last call", "The themes and learning form of {process} {reference} is due today, {due}."),
        new("imr-theme-reminder", "{reference}: a reminder", "{colleague} reminds you of the themes and learning form of {process} {reference}. Due {due}."),
        new("imr-theme-due", "{reference}: themes and learning form", "The themes and learning form of {process} {reference} is due {due}."),
        new("imr-theme-overdue", "{reference}: themes and learning form overdue", "The themes and learning form of {process} {reference} was due {due} and is not complete. It is with {colleague}."),
        new("imr-themes-given", "{reference}: the themes and learning form is complete", "The themes and learning form of {process} {reference} is complete. You can look through its themes."),
        new("imr-plan-returned", "{reference}: the action plan came back to you", "The action plan of {process} {reference} was returned to you. Read the note, change it and give it to the lead group manager again."),
        new("imr-oversight", "{reference}: an open review to oversee", "{process} {reference} is open. Look through its documents by {due} and raise what needs to be made clear."),
        new("imr-clarification", "{reference}: a point to make clear", "A point in {process} {reference} is to be made clear by {due}: {asked}."),
        new("imr-clarification-overdue", "{reference}: a point is not made clear", "{asked} in {process} {reference} was due {due} and is not answered. It is with {colleague}."),
        new("imr-answered", "{reference}: a point was answered", "Your point in {process} {reference} was answered. Accept the answer or ask again by {due}."),
        new("imr-closing-ready", "{reference}: ready for the closing summary", "Every action of {process} {reference} is addressed and no point is open. Write and sign the closing summary by {due}."),
        new("imr-closing-submitted", "{reference}: closing summary signed", "The closing summary of {process} {reference} is signed. Accept it or return it with a note by {due}."),
        new("imr-closing-returned", "{reference}: closing summary returned", "The closing summary of {process} {reference} was returned. Read the note, change it and sign it anew."),
        new("imr-closed", "{reference}: closed", "{process} {reference} is closed. What was learned is in the learning register, without names."),
        new("imr-reopened", "{reference}: opened again", "{process} {reference} was opened again. Read the reason on the case."),
        new("imr-void-asked", "{reference}: to be voided", "{colleague} asks that {process} {reference} is voided as entered in error. A second person has to confirm it."),
        new("version-distributed", "{reference}: a version of the plan for you", "{colleague} has sent you a version of {process} {reference}. Open it with your own account and confirm that you have it."),
        new("version-bounced", "{reference}: a mail came back", "A mail with a version of {process} {reference} could not be delivered. Look at the log of the distribution, correct the address and send it again."),
        new("external-invited", "{reference}: an account of your own", "{colleague} invites you to open an account of your own for {reference}. The link below works once, until {due}; choose a password there. If you did not expect this, do not open it and ring {colleague}."),
        new("pip-trigger", "{reference}: a trigger to decide about", "A trigger for an improvement plan was recorded: {asked}. Confirm it and name the lead by {due}."),
        new("pip-in-house-suggested", "An in-house plan is suggested", "A result was recorded that calls for no partnership plan. The home’s own improvement plan is suggested; open it to read why."),
        new("pip-shared", "{reference}: shared with the partnership", "A home has shared its own improvement plan {reference} with the partnership."),
        new("pip-lead-assigned", "{reference}: the partnership lead is named", "The partnership lead of {process} {reference} is named. Open it to see who it is."),
        new("pip-trigger-added", "{reference}: a further trigger", "A further trigger was added to {process} {reference}."),
        new("pip-reopened", "{reference}: opened again", "{process} {reference} was opened again because of a new trigger. A meeting is to be arranged."),
        new("pip-meeting-due", "{reference}: a meeting to arrange", "A meeting of {process} {reference} is to be arranged and held by {due}."),
        new("pip-meeting", "{reference}: invitation to a meeting", "You are invited to the improvement planning meeting of {reference}. Open it for the date and the place."),
        new("pip-participant-refused", "{reference}: somebody refused to take part", "Somebody who has to take part in the meetings of {process} {reference} has refused. It is recorded; the partnership lead decides."),
        new("pip-minutes", "{reference}: minutes", "The minutes of the meeting of {process} {reference} are complete."),
        new("pip-draft", "{reference}: the plan to write", "Please write the plan of {reference} and share it with the group by {due}."),
        new("pip-confirm", "{reference}: please confirm", "{asked} in {process} {reference}, by {due}. One click confirms it; an amendment goes to whoever wrote it."),
        new("pip-confirm-reminder", "{reference}: a reminder", "{colleague} reminds you of {process} {reference}: {asked}."),
        new("pip-amendment", "{reference}: an amendment is asked for", "An amendment to {process} {reference} is asked for. It is back in writing; read the note."),
        new("pip-qa", "{reference}: quality check", "Please check the quality of {process} {reference} by {due}. Everybody who is named has to pass it."),
        new("pip-qa-returned", "{reference}: returned by the quality check", "The quality check of {process} {reference} was returned. It is back in writing; read the note."),
        new("pip-review-due", "{reference}: the review is near", "The review of {process} {reference} is in 10 working days. A meeting is to be arranged."),
        new("pip-review-due-in-2", "{reference}: {asked} by {due}", "{asked} in {process} {reference} is due {due}."),
        new("pip-review-due-today", "{reference}: {asked} today", "{asked} in {process} {reference} is due {due}."),
        new("pip-review-last-call", "{reference}: last call", "{asked} in {process} {reference} is due today, {due}."),
        new("pip-review-overdue", "{reference}: the meeting is overdue", "{asked} in {process} {reference} was due {due} and has not taken place."),
        new("pip-action-assigned", "{reference}: {asked} is yours", "{asked} in {process} {reference} is yours. It is due {due}."),
        new("pip-action-later", "{reference}: {colleague} asks for a later date", "{colleague} asks for a later date for {asked} in {process} {reference}. The reason is on the case."),
        new("pip-action-due", "{reference}: {asked} is due {due}", "{asked} in {process} {reference} is due {due}."),
        new("pip-action-due-in-2", "{reference}: {asked} is due {due}", "{asked} in {process} {reference} is due {due}."),
        new("pip-action-due-today", "{reference}: {asked} is due today", "{asked} in {process} {reference} is due {due}."),
        new("pip-action-last-call", "{reference}: last call", "{asked} in {process} {reference} is due today, {due}. After that Red is suggested."),
        new("pip-review-reminder", "{reference}: a reminder", "{colleague} reminds you of {process} {reference}: {asked}. Due {due}."),
        new("pip-action-reminder", "{reference}: a reminder", "{colleague} reminds you of {process} {reference}: {asked}. Due {due}."),
        new("pip-action-overdue", "{reference}: {asked} is overdue", "{asked} in {process} {reference} was due {due}. Red is suggested until somebody confirms otherwise."),
        new("pip-confirm-due-in-2", "{reference}: please confirm by {due}", "{asked} in {process} {reference}, by {due}."),
        new("pip-confirm-due-today", "{reference}: please confirm today", "{asked} in {process} {reference}, by {due}."),
        new("pip-confirm-last-call", "{reference}: last call", "{asked} in {process} {reference} is due today, {due}. Silence is not taken as consent."),
        new("pip-confirm-overdue", "{reference}: not confirmed yet", "{asked} in {process} {reference} was due {due}. Silence is not taken as consent."),
        new("pip-disagreement", "{reference}: a difference of opinion", "A difference of opinion about {process} {reference} was raised. Talk it through first; record the conversation."),
        new("pip-chog", "{reference}: a difference of opinion goes to CHOG", "A difference of opinion about {process} {reference} was escalated to the Care Home Oversight Group."),
        new("pip-inspectorate", "{reference}: a difference of opinion goes on", "The Care Home Oversight Group has confirmed that a difference of opinion about {reference} goes on to the Care Inspectorate."),
        new("pip-disagreement-settled", "{reference}: the difference of opinion is settled", "The difference of opinion about {process} {reference} is settled. Open it to read the outcome."),
        new("pip-conclusion", "{reference}: to be concluded", "The partnership lead proposes to conclude {process} {reference}. Please say whether you agree by {due}."),
        new("pip-conclusion-chog", "{reference}: agreement to conclude", "The group agrees to conclude {process} {reference}. The agreement of the Care Home Oversight Group is asked for."),
        new("pip-conclusion-not-agreed", "{reference}: not concluded", "{process} {reference} is not concluded; it goes on. Open it to read why."),
        new("pip-handed-back", "{reference}: handed back to the home", "The partnership’s part of {process} {reference} is concluded. The home goes on with its plan."),
        new("pip-handback-reminder", "{reference}: three months after it was handed back", "{process} {reference} was handed back three months ago. Look whether the improvements last."),
        new("signed", "{reference}: {colleague} has signed", "{colleague} has signed in {process} {reference}."),
        new("immediate-concern", "{reference}: IMMEDIATE CONCERN", "{colleague} has raised an immediate concern in {process} {reference}. Open it now and acknowledge.") { Critical = true },
        new("task-due-in-2", "{reference}: due in 2 working days", "Your work in {process} {reference} is due {due}: {asked}."),
        new("task-due-today", "{reference}: due today", "Your work in {process} {reference} is due {due}: {asked}."),
        new("task-last-call", "{reference}: last call", "Your work in {process} {reference} is due today, {due}. After that it is recorded as late."),
        new("task-overdue", "{reference}: overdue", "{asked} in {process} {reference} was due {due} and has not been done."),
        new("task-reminder", "{reference}: a reminder", "{colleague} reminds you of {process} {reference}: {asked}. Due {due}."),
        new("task-assigned", "{reference}: {asked}", "You have new work in {process} {reference}: {asked}. Due {due}."),
        new("task-withdrawn", "{reference}: nothing more to do", "{asked} in {process} {reference} is withdrawn. Nothing more is asked of you; the case says why."),
        new("task-reassigned", "{reference}: reassigned", "{colleague} has passed work in {process} {reference}: {asked}. Due {due}; the date has not changed."),
        new("clock-paused", "{reference}: clock paused", "{colleague} has paused the clock of {process} {reference}. The reason is on the case."),
        new("clock-resumed", "{reference}: clock runs again", "The clock of {process} {reference} runs again; it is now due {due}."),
        new("clock-moved", "{reference}: date moved", "The calendar of working days has changed. {process} {reference} is now due {due}; the case shows the old date and why."),
        new("clock-extended", "{reference}: new date", "{colleague} has agreed a new date in {process} {reference}: {due}. The old date stays on record."),
        new("access-granted", "{reference}: access granted", "{colleague} has given you access to {process} {reference} until {due}."),
        new("access-asked", "{reference}: {colleague} asks for access for a colleague", "{colleague} asks that a colleague may see {process} {reference} until {due}. Open it to decide."),
        new("access-approved", "{reference}: access was given", "{colleague} has given the access that you asked for in {process} {reference}, until {due}. You can send the request now."),
        new("access-refused", "{reference}: access was not given", "{colleague} has not given the access that you asked for in {process} {reference}. Open it to read why."),
        new("cover-started", "You cover for {colleague}", "You cover for {colleague} until {due}."),
        new("cover-ended", "Your cover for {colleague} has ended", "Your cover for {colleague} ended on {due}."),
        new("cover-back", "You are back: {colleague} covered for you", "{colleague} covered for you until {due}. What was done for you, and what has come back to you, is under Time away."),
        new("absence-recorded", "You are recorded as away", "{colleague} has recorded that you are away until {due}. Look under Time away who covers for you."),
        new("leaver-work", "{reference}: with {colleague}, who has left", "{asked} in {process} {reference} is still with {colleague}, who has left. Somebody has to take it on."),
        new("vacancy", "A post is empty", "Work in {process} {reference} went one level up because nobody is in post: {asked}."),
        new("incident", "{reference}: a fault in the process", "{process} {reference} could not go on because of a fault in it. Nothing was lost; somebody has to try again, skip or cancel."),
        new("definition-review-due", "{process}: review of the definition due", "The definition of {process} is to be reviewed by {due}."),
        new("holiday-table-ending", "Holidays are known to {due}", "The table of holidays ends on {due}. Add the coming year."),
        new("mail-refused", "Mail was refused", "A mail about {process} {reference} was refused by the mail server and will not be tried again. The delivery log says why."),
        new("mail-failing", "Mail is not going out", "Mail has not gone out since {due}. Nothing is lost; it will be sent again."),
    ];

    /// <summary>A template by name; null when there is none.</summary>
    public static Template? Find(string name) => All.FirstOrDefault(t => t.Name == name);

    /// <summary>Puts the fields into a text. A sentence part whose field is not known reads "–".</summary>
    public static string Fill(string text, MessageFields fields) => Field().Replace(text, match => match.Groups["name"].Value switch
    {
        "reference" => fields.Reference,
        "process" => fields.Process,
        "asked" => fields.Asked ?? "–",
        "colleague" => fields.Colleague ?? "ReviewFlow",
        "due" => fields.Due ?? "–",
        var other => throw new InvalidOperationException($"There is no field “{other}”."),
    });

    /// <summary>Names of the fields in a text.</summary>
    public static IReadOnlyList<string> FieldsOf(string text) => [.. Field().Matches(text).Select(m => m.Groups["name"].Value)];

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Field();
}
