using System.Globalization;
using System.Text.RegularExpressions;

namespace ReviewFlow.Workflows.People;

/// <summary>A role expression taken apart: a name and what stands in brackets or after the colon.</summary>
public sealed partial record RoleExpression(string Name, string? Argument)
{
    private static readonly HashSet<string> Plain = new(StringComparer.Ordinal)
    {
        "administrators", "holder", "owner",
    };

    /// <summary>Level in brackets, 1 to 4.</summary>
    public int Stage => int.Parse(Argument ?? "0", CultureInfo.InvariantCulture);

    /// <summary>The post that it means, in words.</summary>
    public string Title => Name switch
    {
        "stageManager" => Roles.Title(StageManagers.Role(Stage)),
        "nextLevelManager" => Roles.Title(StageManagers.NextLevelRole(Stage)),
        "group" => Roles.Title(Argument ?? ""),
        _ => Roles.Title(Name),
    };

    /// <summary>Reads an expression; null when it is none.</summary>
    public static RoleExpression? Parse(string text)
    {
        var match = Shape().Match(text.Trim());
        if (!match.Success)
            return null;
        var name = match.Groups["name"].Value;
        if (match.Groups["stage"].Success)
            return name is "stageManager" or "nextLevelManager" ? new RoleExpression(name, match.Groups["stage"].Value) : null;
        if (match.Groups["id"].Success)
            return name is "user" or "team" || (name == "group" && Roles.Posts.Contains(match.Groups["id"].Value)) ? new RoleExpression(name, match.Groups["id"].Value) : null;
        return Plain.Contains(name) || Roles.Posts.Contains(name) ? new RoleExpression(name, null) : null;
    }

    [GeneratedRegex(@"^(?<name>[A-Za-z]+)(?:\((?<stage>[1-4])\)|:(?<id>[^\s]+))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Shape();
}
