namespace ReviewFlow.Workflows.People;

/// <summary>Finds who a role expression means, on a day, in the dated organisation tree.</summary>
public static class RoleResolver
{
    /// <summary>
    /// One assignment. An empty post goes one level up and is reported; cover that runs today takes the work "acting
    /// for"; leavers and excluded people never get it. Nobody found: unassigned, and the vacancy says so.
    /// </summary>
    /// <param name="expression">Role expression, e.g. <c>stageManager(2)</c>.</param>
    /// <param name="roles">What it is relative to.</param>
    /// <param name="organisation">Who works where.</param>
    /// <param name="today">Local business day.</param>
    /// <param name="processArea">Area of the process, for cover that is only for one.</param>
    public static Assignment Resolve(string expression, CaseRoles roles, Organisation organisation, DateOnly today, string processArea) =>
        ResolveAll(expression, roles, organisation, today, processArea)[0];

    /// <summary>All whom an expression means, at least one entry: several only for <c>administrators</c> and <c>group:ROLE</c>.</summary>
    public static IReadOnlyList<Assignment> ResolveAll(string expression, CaseRoles roles, Organisation organisation, DateOnly today, string processArea)
    {
        var search = new RoleSearch(roles, organisation, today, processArea);
        if (RoleExpression.Parse(expression) is not { } parsed)
            return [search.Nobody(expression, $"“{expression}” is not a role")];
        return parsed.Name switch
        {
            "administrators" => search.Administrators(),
            "group" => search.Group(parsed.Argument!),
            Roles.Reviewer when roles.ReviewerId is { } reviewer => [search.Named(reviewer, "conducts the review")],
            "team" => [search.Team(parsed.Argument!)],
            "user" => [search.Named(parsed.Argument!, "chosen by name")],
            "holder" => [roles.HolderId is { } holder ? search.Named(holder, "holds the work") : search.Nobody("holder", "Nobody holds the work")],
            "owner" => [roles.OwnerId is { } owner ? search.Named(owner, "sent the request") : search.Nobody("owner", "Nobody owns the step")],
            "stageManager" => [search.Post(StageManagers.Role(parsed.Stage))],
            "nextLevelManager" => [search.Post(StageManagers.NextLevelRole(parsed.Stage))],
            _ => [search.Post(parsed.Name)],
        };
    }
}
