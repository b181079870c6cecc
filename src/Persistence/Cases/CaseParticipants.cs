namespace ReviewFlow.Persistence.Cases;

/// <summary>Who is named on one case, by role.</summary>
internal sealed class CaseParticipants
{
    private readonly Dictionary<string, IReadOnlyList<string>> _byRole = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, IReadOnlyList<string>> ByRole => _byRole;

    public void Add(string role, string person) => _byRole[role] = [.. _byRole.GetValueOrDefault(role) ?? [], person];

    /// <summary>These people and nobody else are named under the role from now on.</summary>
    public void Set(string role, IReadOnlyList<string> people) => _byRole[role] = people;

    /// <summary>The same, for reading without the case's lock.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(IEnumerable<Schema.Rows.CaseParticipantRow> rows) =>
        rows.GroupBy(p => p.Role, StringComparer.Ordinal).ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(p => p.PersonId)], StringComparer.Ordinal);
}
