using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Persistence.Cases;

/// <summary>Keeps what a person typed and has not saved: private, without the case's lock, engine or audit.</summary>
public sealed class DraftStore(ReviewFlowDbContext db, BusinessClock clock)
{
    /// <summary>Keeps what was typed; a section that says the same as what is saved has no draft.</summary>
    /// <returns>When it was kept; null when there was nothing to keep.</returns>
    public async Task<DateTimeOffset?> KeepAsync(string instanceId, string personId, IReadOnlyList<SectionSave> typed, CancellationToken cancel)
    {
        var ids = typed.Select(t => t.SectionId).ToList();
        var saved = await db.Documents.AsNoTracking().Where(d => d.InstanceId == instanceId && ids.Contains(d.SectionId)).ToDictionaryAsync(d => d.SectionId, cancel);
        DateTimeOffset? kept = null;
        foreach (var section in typed)
        {
            var document = saved.GetValueOrDefault(section.SectionId);
            if ((document?.Version ?? 0) == section.BaseVersion && SaysTheSame(section.Values, document?.Content))
            {
                await DropAsync(instanceId, personId, [section.SectionId], cancel);
                continue;
            }

            kept = clock.Now();
            await PutAsync(instanceId, personId, section, kept.Value, cancel);
        }

        return kept;
    }

    /// <summary>Forgets drafts.</summary>
    public Task DropAsync(string instanceId, string personId, IReadOnlyCollection<string> sections, CancellationToken cancel) =>
        db.Drafts.Where(d => d.InstanceId == instanceId && d.PersonId == personId && sections.Contains(d.SectionId)).ExecuteDeleteAsync(cancel);

    // Two tabs of one person may keep at the same moment; the later one stays.
    private Task PutAsync(string instanceId, string personId, SectionSave section, DateTimeOffset at, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into drafts (instance_id, section_id, person_id, base_version, content, saved_at)
            values ({instanceId}, {section.SectionId}, {personId}, {section.BaseVersion}, {section.Values.ToJsonString()}, {at})
            on conflict (instance_id, section_id, person_id) do update
            set base_version = excluded.base_version, content = excluded.content, saved_at = excluded.saved_at
            """,
            cancel);

    private static bool SaysTheSame(JsonObject typed, string? content)
    {
        var saved = content is null ? [] : (JsonObject)JsonNode.Parse(content)!;
        return typed.All(t => Same(t.Value, saved[t.Key]));
    }

    private static bool Same(JsonNode? one, JsonNode? other) => (IsNone(one) && IsNone(other)) || (one is JsonArray rows && other is JsonArray known ? SameRows(rows, known) : JsonNode.DeepEquals(one, other));

    // A page posts only the columns that are open to its person.
    private static bool SameRows(JsonArray typed, JsonArray saved) =>
        typed.Count == saved.Count && typed.Zip(saved).All(pair => pair is (JsonObject row, JsonObject known)
            ? row.All(cell => Same(cell.Value, known[cell.Key]))
            : JsonNode.DeepEquals(pair.First, pair.Second));

    private static bool IsNone(JsonNode? value) => value switch
    {
        null => true,
        JsonArray list => list.Count == 0,
        JsonValue plain when plain.TryGetValue<string>(out var text) => text.Length == 0,
        JsonValue plain when plain.TryGetValue<bool>(out var ticked) => !ticked,
        _ => false,
    };
}
