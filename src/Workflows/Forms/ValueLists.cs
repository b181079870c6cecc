namespace ReviewFlow.Workflows.Forms;

/// <summary>
/// Lists of values that several processes share, as they are shipped. An organisation changes them while it runs
/// (<see cref="ValueListBook"/>). A value is never taken out of a list: what was chosen once must stay readable.
/// </summary>
public static class ValueLists
{
    /// <summary>Name of the list of themes: one vocabulary for reviews, disputes, plans and audits (domain X-44).</summary>
    public const string Themes = "themes";

    /// <summary>Name of the list of categories of an IRO's issues; each counts as a theme.</summary>
    public const string QapCategories = "qapCategories";

    private static readonly Dictionary<string, ValueList> Lists = new(StringComparer.Ordinal)
    {
        // The starter list of part 1b.
        [Themes] = new(
            Themes,
            "Themes",
            "What reviews, disputes and plans are about, counted over all of them.",
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
            ]),
        // What an IRO raises has names of its own; each stands for a theme, so that all is counted together.
        [QapCategories] = new(
            QapCategories,
            "Categories of an IRO’s issues",
            "What an IRO chooses for an issue. Each counts as a theme.",
            [
                new("driftAndDelay", "Drift and delay") { Theme = "carePlanning" },
                new("carePlan", "Care plan") { Theme = "carePlanning" },
                new("placement", "Placement") { Theme = "environment" },
                new("health", "Health") { Theme = "wellbeing" },
                new("education", "Education") { Theme = "wellbeing" },
                new("contact", "Contact") { Theme = "communication" },
                new("pathwayPlan", "Pathway plan") { Theme = "handover" },
                new("visits", "Visits") { Theme = "supervision" },
                new("participation", "Participation") { Theme = "communication" },
                new("recording", "Recording") { Theme = "recording" },
                new("resources", "Resources") { Theme = "staffing" },
                new("goodPractice", "Good practice") { Theme = "goodPractice" },
            ])
        {
            CountsAsThemes = true,
        },
    };

    public static IEnumerable<string> Names => Lists.Keys;

    /// <summary>A list as shipped; null when there is none.</summary>
    public static ValueList? Find(string name) => Lists.GetValueOrDefault(name);

    /// <summary>Whether what is chosen from this list is counted as a theme.</summary>
    public static bool IsCounted(string? name) => name == Themes || (name is not null && Find(name)?.CountsAsThemes == true);

    /// <summary>
    /// The word by which a chosen value is counted: the value itself in the list of themes, <c>list:value</c> in a
    /// list whose values count as themes.
    /// </summary>
    public static string KeyOf(string? list, string value) => list is null or Themes ? value : $"{list}:{value}";
}

/// <summary>One list.</summary>
/// <param name="Name">Name by which forms use it.</param>
/// <param name="Title">What people call it.</param>
/// <param name="About">What it is for, in a sentence.</param>
/// <param name="Entries">Its values in the order in which they are offered.</param>
public sealed record ValueList(string Name, string Title, string About, IReadOnlyList<ValueListEntry> Entries)
{
    /// <summary>Whether each value may stand for a theme.</summary>
    public bool CountsAsThemes { get; init; }
}

/// <summary>One value of a list.</summary>
/// <param name="Value">What is kept; never changes.</param>
/// <param name="Label">What is shown; may be renamed.</param>
public sealed record ValueListEntry(string Value, string Label)
{
    /// <summary>Not offered any more; what was chosen stays.</summary>
    public bool Retired { get; init; }

    /// <summary>Theme that it counts as; null for none.</summary>
    public string? Theme { get; init; }
}
