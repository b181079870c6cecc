namespace ReviewFlow.Workflows.Forms;

/// <summary>Which fields are open to a person: the one openness rule.</summary>
public static class FormRules
{
    /// <summary>
    /// Paths (<c>section.field</c>, <c>section.table</c> for adding and removing rows, <c>section.table.column</c>)
    /// that a person may fill whose own open tasks in the instance have these phase keys.
    /// </summary>
    /// <param name="form">The instance's form.</param>
    /// <param name="phaseKeys">Phase keys (<c>activityId.phase</c>) of the person's own open tasks in the instance.</param>
    /// <param name="lockedSections">Sections covered by a live signature.</param>
    public static IReadOnlySet<string> OpenPaths(FormDefinition form, IReadOnlySet<string> phaseKeys, IReadOnlySet<string> lockedSections)
    {
        var open = new HashSet<string>(StringComparer.Ordinal);
        var whole = phaseKeys.Where(k => RowPhase.Read(k).Row is null).ToHashSet(StringComparer.Ordinal);
        var rows = phaseKeys.Select(RowPhase.Read).Where(p => p.Row is not null).ToList();
        foreach (var section in form.Sections.Where(s => !s.PulledThrough))
        {
            var locked = lockedSections.Contains(section.Id);
            foreach (var field in section.Fields)
            {
                if (!locked && IsOpen(field, whole))
                    open.Add(FormPath.InForm(section.Id, field.Id));
                foreach (var column in field.Columns.Where(c => (!locked || c.AfterSigning) && IsOpen(c, whole)))
                    open.Add(FormPath.InForm(section.Id, field.Id, column.Id));
                foreach (var (phase, row) in rows)
                {
                    foreach (var column in field.Columns.Where(c => (!locked || c.AfterSigning) && !c.ReadOnly && c.OpenAt.Contains(phase, StringComparer.Ordinal)))
                        open.Add(FormPath.InRow(section.Id, field.Id, row!, column.Id));
                }
            }
        }

        return open;
    }

    /// <summary>Phase keys at which something of a section can be filled, in the order of its fields.</summary>
    public static IReadOnlyList<string> OpensAt(FormSection section) =>
        [.. section.Fields.SelectMany(f => f.OpenAt.Concat(f.Columns.SelectMany(c => c.OpenAt))).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether anything of a section is open.</summary>
    public static bool AnyOpen(FormSection section, IReadOnlySet<string> openPaths) =>
        section.Fields.Any(f => openPaths.Contains(FormPath.InForm(section.Id, f.Id))
            || f.Columns.Any(c => openPaths.Contains(FormPath.InForm(section.Id, f.Id, c.Id)))
            || (f.Columns.Count > 0 && openPaths.Any(p => p.StartsWith($"{section.Id}.{f.Id}[", StringComparison.Ordinal))));

    private static bool IsOpen(FormField field, IReadOnlySet<string> phaseKeys) =>
        !field.ReadOnly && field.OpenAt.Any(phaseKeys.Contains);
}
