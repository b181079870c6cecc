using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Notices;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Notices;

/// <summary>What there is to say to one person: open work with a date, alerts nobody has acknowledged, held-back news.</summary>
internal sealed record DigestLines(IReadOnlyList<DigestLine> Late, IReadOnlyList<DigestLine> Soon, IReadOnlyList<(string Id, string Template, MessageFields Fields)> News)
{
    /// <summary>$1 person, $2 now, $3 first moment that is not soon any more.</summary>
    internal const string Work = """
        select coalesce(i.reference, c.reference), coalesce(i.title, c.title), t.title, s.name, t.due_at, t.due_at < $2, cardinality(t.waits_for) > 0
        from work_tasks t join instances i on i.id = t.instance_id join cases c on c.id = t.case_id left join subjects s on s.id = t.subject_id
        where t.status = 'Open' and t.assignee_id = $1 and t.due_at < $3 order by t.due_at, t.id limit 50
        """;

    /// <summary>$1 person: alerts about work that is in others' hands.</summary>
    internal const string Alerts = """
        select coalesce(i.reference, c.reference), coalesce(i.title, c.title), t.title, s.name, a.due_at
        from alerts a join cases c on c.id = a.case_id left join instances i on i.id = a.instance_id
            left join work_tasks t on t.id = a.bookmark_id left join subjects s on s.id = c.subject_id
        where a.acknowledged_at is null and a.person_ids @> array[$1] and t.assignee_id is distinct from $1 order by a.due_at, a.id limit 50
        """;

    /// <summary>$1 person.</summary>
    internal const string HeldBack = """
        select m.id, m.template, coalesce(i.reference, c.reference), coalesce(i.title, c.title), t.title, s.name, m.data, m.due_at
        from mails m left join cases c on c.id = m.case_id left join instances i on i.id = m.instance_id
            left join work_tasks t on t.id = m.task_id left join subjects s on s.id = c.subject_id
        where m.person_id = $1 and m.state = 'ForDigest' order by m.created_at, m.id limit 50
        """;

    public string[] MailIds => [.. News.Select(n => n.Id)];

    public static async Task<DigestLines> ReadAsync(NpgsqlConnection connection, string person, DateTimeOffset now, DateTimeOffset soon, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Work).Text(person).Moment(now).Moment(soon));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Alerts).Text(person));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(HeldBack).Text(person));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var work = await rows.ListAsync(r => (Line: Line(r, r.GetBoolean(6) ? "waiting for an answer: " : ""), Late: r.GetBoolean(5)), cancel);
        var alerts = await rows.NextListAsync(r => Line(r, "not acknowledged yet: "), cancel);
        var news = await rows.NextListAsync(r => (Id: r.GetString(0), Template: r.GetString(1), Fields: FieldsOf(r)), cancel);
        return new DigestLines([.. work.Where(w => w.Late).Select(w => w.Line), .. alerts], [.. work.Where(w => !w.Late).Select(w => w.Line)], news);
    }

    public async Task<Digest> ToDigestAsync(TemplateTexts templates, Organisation organisation, CancellationToken cancel)
    {
        var news = new List<DigestLine>();
        foreach (var (_, name, fields) in News)
        {
            var known = fields with { Colleague = fields.Colleague is { } who ? organisation.NameOf(who) : null };
            var template = await templates.FindAsync(name, cancel);
            news.Add(new DigestLine(known.Reference, known.Process, MailText.OneLine(Templates.Fill(template.Body, known)), null));
        }

        return new Digest(Late, Soon, news);
    }

    private static DigestLine Line(NpgsqlDataReader r, string before) => new(
        r.TextOrNull(0) ?? "ReviewFlow",
        r.TextOrNull(1) ?? "",
        before + (MailText.WithoutSubject(r.TextOrNull(2), r.TextOrNull(3)) ?? "open work"),
        r.MomentOrNull(4) is { } due ? UkWords.Moment(due) : null);

    private static MessageFields FieldsOf(NpgsqlDataReader r) => new(
        r.TextOrNull(2) ?? "ReviewFlow",
        r.TextOrNull(3) ?? "ReviewFlow",
        MailText.WithoutSubject(r.TextOrNull(4), r.TextOrNull(5)),
        r.TextOrNull(6) is { } data ? (string?)JsonNode.Parse(data)?["colleague"] : null,
        r.MomentOrNull(7) is { } due ? UkWords.Moment(due) : null);
}
