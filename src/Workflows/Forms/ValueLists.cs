namespace ReviewFlow.Workflows.Forms;

/// <summary>
/// Lists of values that several processes share, so that what is counted together is named alike. A value is never
/// taken out of a list: what was chosen once must stay readable.
/// </summary>
public static class ValueLists
{
    /// <summary>Name of the list of themes.</summary>
    public const string Themes = "themes";

    private static readonly Dictionary<string, IReadOnlyList<FormChoice>> Lists = new(StringComparer.Ordinal)
    {
        // One vocabulary for reviews, disputes, plans and audits (domain X-44); the starter list of part 1b.
        [Themes] =
        [
            new("recording", "Recording"),
            new("communication", "Communication"),
            new("assessment", "Assessment"),
            new("carePlanning", "Care planning"),
            new("riskManagement", "Risk management"),
            new("safeguardingResponse", "Safeguarding response"),
            new("medication", "Medication"),
            new("medicationHandover", "Medication handover"),
            new("falls", "Falls"),
            new("nutrition", "Nutrition and hydration"),
            new("staffing", "Staffing"),
            new("handover", "Handover and transition"),
            new("mentalCapacity", "Mental capacity and consent"),
            new("supervision", "Supervision"),
            new("multiAgency", "Multi-agency working"),
            new("environment", "Environment"),
            new("leadership", "Leadership and management"),
            new("wellbeing", "Wellbeing and dignity"),
            new("goodPractice", "Good practice"),
        ],
    };

    public static IEnumerable<string> Names => Lists.Keys;

    /// <summary>The values of a list; null when there is none.</summary>
    public static IReadOnlyList<FormChoice>? Find(string name) => Lists.GetValueOrDefault(name);

    /// <summary>Words of a value; the value itself when it is of no list.</summary>
    public static string Words(string list, string value) => Find(list)?.FirstOrDefault(c => c.Value == value)?.Label ?? value;
}
