using System.Text.Json.Nodes;
using ReviewFlow.Host.Forms;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Dev;

/// <summary>One form with a field of every type: open, wrong, and only to be read.</summary>
public static class GalleryForms
{
    private static readonly DateOnly s_today = new(2026, 6, 16);

    private static readonly FormDefinition s_form = FormReader.Read("""
        { "id": "sample", "version": 1, "title": "Sample", "sections": [ { "id": "s", "title": "Every type of field", "openAt": ["step.open"], "fields": [
          { "id": "text", "label": "A short text", "hint": "One line." },
          { "id": "long", "label": "A long text", "type": "longText", "maxLength": 120 },
          { "id": "date", "label": "Date for the actions to be reviewed", "type": "date", "hint": "For example, 26 6 2026.", "required": true },
          { "id": "number", "label": "How many", "type": "number" },
          { "id": "radio", "label": "IRO decision", "type": "radio", "choices": [ { "value": "resolved", "label": "Resolved" }, { "value": "review", "label": "Review targets", "hint": "You choose a date." } ] },
          { "id": "select", "label": "Category", "type": "select", "choices": [ { "value": "health", "label": "Health" }, { "value": "contact", "label": "Contact" } ] },
          { "id": "tick", "label": "I have checked the date of the dispute", "type": "checkbox" },
          { "id": "several", "label": "Who was told", "type": "checkbox", "choices": [ { "value": "child", "label": "The child" }, { "value": "carer", "label": "The carer" } ] },
          { "id": "person", "label": "Who will do it", "type": "person" },
          { "id": "issues", "label": "Issues", "type": "table", "rowName": "issue", "columns": [
            { "id": "issue", "label": "Issue", "type": "longText", "required": true }, { "id": "action", "label": "Action needed" },
            { "id": "who", "label": "Who", "type": "person" }, { "id": "by", "label": "By when", "type": "date" },
            { "id": "update", "label": "Update", "type": "longText", "openAt": ["answer.asked"] } ] } ] } ] }
        """).Form ?? throw new InvalidOperationException("The sample form cannot be read.");

    private static readonly Organisation s_people = new()
    {
        Name = "Fernshire County Council",
        CalendarId = "england-and-wales",
        People = [new StaffMember("joel", "Joel Anand", "Social Worker", null, null), new StaffMember("sian", "Sian Corley", "Team Manager", null, null)],
        Units = [],
        Memberships = [new Membership("joel", "a", null, new DateOnly(2020, 1, 1), null), new Membership("sian", "a", null, new DateOnly(2020, 1, 1), null)],
        Roles = [],
        Absences = [],
    };

    private const string Answers = """
        { "s": { "text": "Robin’s school place", "long": "The move would end the schooling.\nRobin does not want it.", "date": "2026-06-26", "number": "3", "radio": "review",
          "select": "contact", "tick": true, "several": ["carer"], "person": "sian", "issues": [
          { "id": "r1", "issue": "The yearly health assessment is 7 weeks late.", "action": "Book it and tell Robin the date.", "who": "joel", "by": "2026-06-19" },
          { "id": "r2", "issue": "Robin has not seen Wren since Easter.", "action": "Agree dates to the end of August.", "who": "joel", "by": "2026-06-24", "update": "Dates are agreed for July." } ] } }
        """;

    public static SectionView Open { get; } = View(Answers, ["step.open"]);

    public static SectionView Empty { get; } = View("{}", ["step.open"]);

    /// <summary>As it comes back with everything that was typed.</summary>
    public static SectionView Wrong { get; } = View("""{ "s": { "date": "31 6 2026", "issues": [ { "id": "r1" } ] } }""", ["step.open"],
    [
        new FieldProblem("s", "date", "Date for the actions to be reviewed must be a real date"),
        new FieldProblem("s", "radio", "Select the IRO decision"),
        new FieldProblem("s", "issues[r1].issue", "Enter the issue for issue 1"),
    ]);

    public static SectionView Closed { get; } = View(Answers, []);

    private static SectionView View(string answers, string[] phases, IReadOnlyList<FieldProblem>? problems = null)
    {
        var form = new FormView
        {
            Form = s_form,
            Answers = (JsonObject)JsonNode.Parse(answers)!,
            OpenPaths = FormRules.OpenPaths(s_form, phases.ToHashSet(StringComparer.Ordinal), new HashSet<string>()),
            Facts = new FormFacts(s_today),
            Organisation = s_people,
            Today = s_today,
            Problems = problems ?? [],
            WaitsFor = new Dictionary<string, string>(StringComparer.Ordinal) { ["answer.asked"] = "Sian Corley" },
        };
        return new SectionView(form, s_form.Sections[0]);
    }
}
