namespace ReviewFlow.Persistence.Organisations;

/// <summary>Statements about absences.</summary>
internal static class AbsenceLines
{
    /// <summary>A line of an absence; a repeat of its id changes nothing.</summary>
    public const string Insert = """
        insert into absences (id, person_id, cover_id, process_area, from_day, to_day) values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing
        """;

    /// <summary>Ends an absence earlier: $4 is its last day now.</summary>
    public const string End = "update absences set to_day = $4 where person_id = $1 and from_day = $2 and to_day = $3 and from_day <= $4 and to_day > $4";

    /// <summary>Takes away an absence that would end before it begins.</summary>
    public const string Remove = "delete from absences where person_id = $1 and from_day = $2 and to_day = $3 and from_day > $4";
}
