using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Persistence.Tests.Cases;

/// <summary>Few people, one child, one restricted child, and definitions that each show one thing.</summary>
internal static class SmallCounty
{
    private static readonly DateOnly s_start = new(2020, 1, 1);

    public const string Form = """
        { "id": "about", "version": 1, "title": "About", "sections": [
          { "id": "about", "title": "About", "openAt": ["ask.open", "other.open", "sign.open"], "fields": [
            { "id": "summary", "label": "Summary", "type": "longText", "required": true },
            { "id": "review", "label": "Review date", "type": "date" } ] } ] }
        """;

    public static readonly string[] Definitions =
    [
        Sequence("one-task", """{ "id": "ask", "type": "Test.Ask", "title": "Fill it in", "validates": true }"""),
        Sequence("two-tasks", """{ "id": "ask", "type": "Test.Ask", "title": "First" }, { "id": "other", "type": "Test.Ask", "title": "Second", "role": "teamManager" }"""),
        Sequence("signing", """{ "id": "sign", "type": "Test.Ask", "title": "Sign it", "signs": true }"""),
        Sequence("five-days", """{ "id": "ask", "type": "Test.Ask", "title": "Answer", "workingDays": 5 }"""),
        Sequence("race", """{ "id": "ask", "type": "Test.Ask", "title": "Race", "delaySeconds": 1, "expires": true }"""),
        Sequence("four-eyes", """{ "id": "ask", "type": "Test.Ask", "title": "Check", "role": "iroManager", "excluded": ["iro"] }"""),
        Sequence("team", """{ "id": "ask", "type": "Test.Ask", "title": "Whoever is free", "role": "team:lac" }"""),
        Sequence("offered", """{ "id": "ask", "type": "Test.Ask", "title": "Whoever of you is free", "role": "administrators" }"""),
        Sequence("child", """{ "id": "ask", "type": "Test.Ask", "title": "Child's work" }"""),
        Sequence("parent", """{ "id": "run", "type": "Elsa.ExecuteWorkflow", "workflowDefinitionId": { "typeName": "String", "expression": { "type": "Literal", "value": "child" } }, "waitForCompletion": true }, { "id": "ask", "type": "Test.Ask", "title": "Parent's work" }"""),
        Sequence("endless", """{ "id": "ask", "type": "Test.Ask", "title": "Begin" }, { "id": "loop", "type": "Elsa.While", "condition": true, "body": { "id": "line", "type": "Elsa.WriteLine", "text": "again" } }"""),
    ];

    public static void Fill(ReviewFlowDbContext context)
    {
        context.AddRange(Person("nadia", "Nadia Petrov-Lane"), Person("dev", "Dev Chandra"), Person("sian", "Sian Corley"), Person("marcus", "Marcus Hale"), Person("grace", "Grace Halloran"), Person("sam", "Sam Okoro"), Person("tom", "Tom Reyes"), Person("ruth", "Ruth Adeyemi"), Person("una", "Una Brand-Test"));
        context.AddRange(Unit("county", "county", null), Unit("lac", "team", "county"));
        context.AddRange(Role("nadia", "iro", "county"), Role("dev", "iro", "county"), Role("sian", "teamManager", "lac"), Role("tom", "teamManager", "county"), Role("marcus", "serviceManager", "county"), Role("grace", "iroManager", "county"), Role("sam", "administrator", "county"), Role("una", "administrator", "county"), Role("ruth", "serviceDirector", "county"));
        context.Add(new MembershipRow { PersonId = "tom", UnitId = "lac", FromDay = s_start });
        context.AddRange(Subject("robin", "900401", restricted: false), Subject("skye", "900403", restricted: true));
        context.Add(new AccessListRow { SubjectId = "skye", PersonId = "nadia" });
    }

    private static string Sequence(string id, string activities) => $$"""
        { "definitionId": "{{id}}", "name": "{{id}}", "root": { "id": "root", "type": "Elsa.Sequence", "activities": [ {{activities}} ] },
          "customProperties": { "reviewflow": { "area": "disputes", "referencePattern": "{{id.ToUpperInvariant()}}-{year}-{n:4}", "stepTitle": "{{id}}", "form": "about" } } }
        """;

    private static PersonRow Person(string id, string name) => new() { Id = id, Name = name, JobTitle = "Colleague" };

    private static UnitRow Unit(string id, string kind, string? parent) => new() { Id = id, Name = id, Kind = kind, ParentId = parent };

    private static RoleGrantRow Role(string person, string role, string unit) => new() { PersonId = person, Role = role, UnitId = unit, FromDay = s_start };

    private static SubjectRow Subject(string id, string external, bool restricted) => new()
    {
        Id = id,
        ExternalId = external,
        Name = $"{id} Test",
        BornOn = new DateOnly(2014, 5, 6),
        TeamId = "lac",
        IroId = "nadia",
        Restricted = restricted,
    };
}
