using System.Text.RegularExpressions;

namespace ReviewFlow.Workflows.Forms;

/// <summary>What a readable form must keep to, so that every answer has one place and every condition can be run.</summary>
internal static partial class FormCheck
{
    public static void Check(FormDefinition form, List<FormProblem> problems)
    {
        if (form.Sections.Count == 0)
            problems.Add(new FormProblem("sections", "A form has at least one section."));
        Ids(form.Sections.Select(s => s.Id), "sections", problems);
        for (var i = 0; i < form.Sections.Count; i++)
        {
            var at = $"sections[{i}].fields";
            Ids(form.Sections[i].Fields.Select(f => f.Id), at, problems);
            for (var j = 0; j < form.Sections[i].Fields.Count; j++)
                Field(form.Sections[i].Fields[j], $"{at}[{j}]", isColumn: false, problems);
        }
    }

    private static void Field(FormField field, string at, bool isColumn, List<FormProblem> problems)
    {
        void Unless(bool good, string member, string message)
        {
            if (!good)
                problems.Add(new FormProblem($"{at}.{member}", message));
        }

        var chooses = field.Type is FormFieldType.Radio or FormFieldType.Select;
        var isTable = field.Type == FormFieldType.Table;
        Unless(!chooses || field.Choices.Count > 0, "choices", "This field needs choices.");
        Unless(field.Choices.Select(c => c.Value).Distinct(StringComparer.Ordinal).Count() == field.Choices.Count, "choices", "Two choices have the same value.");
        Unless(isTable == (field.Columns.Count > 0), "columns", "A table has columns, and nothing else has.");
        Unless(!(isTable && isColumn), "type", "A table cannot stand in a table.");
        Unless(isTable || field.MinRows == 0, "minRows", "Only a table has rows.");
        Unless(!field.AfterSigning || isColumn, "afterSigning", "Only a column can be filled in after signing.");
        Unless(field.Register is null || isTable, "register", "Only a table is a register of actions.");
        foreach (var (member, column) in Register(field))
            Unless(column is null || field.Columns.Any(c => c.Id == column), $"register.{member}", $"There is no column “{column}” in this table.");
        Unless(field.OpenAt.All(PhaseKey().IsMatch), "openAt", "A wait is written activityId.phase.");
        Unless(!field.ReadOnly || field.Prefill is not null, "readOnly", "A field that is only shown needs a prefill.");
        Unless(!field.PrefillAgain || (field.Prefill is not null && field.Valid is not null), "prefillAgain", "A field that is offered again needs a prefill, and a rule that says when its answer does not hold any more.");
        Unless(field.MaxLength is >= 1 and <= 100_000, "maxLength", "The longest text is between 1 and 100000 characters.");
        Unless(!(isColumn && TableRows.Own.Contains(field.Id)), "id", $"“{field.Id}” is the row's own.");
        Unless(field.Valid is null == field.ValidMessage is null, "validMessage", "A rule and its message go together.");
        Script(field.ShowIf, $"{at}.showIf", problems);
        Script(field.RequiredIf, $"{at}.requiredIf", problems);
        Script(field.Valid, $"{at}.valid", problems);
        Script(field.Prefill, $"{at}.prefill", problems);
        Ids(field.Columns.Select(c => c.Id), $"{at}.columns", problems);
        for (var i = 0; i < field.Columns.Count; i++)
            Field(field.Columns[i], $"{at}.columns[{i}]", isColumn: true, problems);
    }

    private static IEnumerable<(string Member, string? Column)> Register(FormField field) => field.Register is not { } register
        ? []
        : [("text", register.Text), ("owner", register.Owner), ("due", register.Due), ("theme", register.Theme), ("standing", register.Standing),
            ("rag.status", register.Rag?.Status), ("rag.comment", register.Rag?.Comment), ("rag.completedOn", register.Rag?.CompletedOn),
            ("rag.offTarget", register.Rag?.OffTarget), ("rag.progress", register.Rag?.Progress), ("rag.setBy", register.Rag?.SetBy)];

    private static void Script(string? source, string at, List<FormProblem> problems)
    {
        if (source is not null)
            problems.AddRange(FormScript.Problems(source).Select(p => new FormProblem(at, p)));
    }

    private static void Ids(IEnumerable<string> ids, string at, List<FormProblem> problems)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var id in ids)
        {
            if (!Id().IsMatch(id))
                problems.Add(new FormProblem($"{at}[{index}].id", $"“{id}” is not an id: a letter, then letters and digits."));
            else if (FormScope.Reserved.Contains(id))
                problems.Add(new FormProblem($"{at}[{index}].id", $"“{id}” already means something in conditions."));
            if (!seen.Add(id))
                problems.Add(new FormProblem($"{at}[{index}].id", $"“{id}” stands here twice."));
            index++;
        }
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{0,59}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Id();

    [GeneratedRegex(@"^[A-Za-z0-9_:\-]+\.[A-Za-z0-9_\-]+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PhaseKey();
}
