using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Versions;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.Versions;

namespace ReviewFlow.Persistence.Cases;

internal sealed partial class CaseBursts
{
    // The same question is the same version, however often the burst is run.
    private async Task<JsonObject> FreezeAsync(OpenedInstance asking, FreezeSections question, CancellationToken cancel)
    {
        var known = await FrozenAsync(cancel);
        var instance = await WithSectionsAsync(asking, question.Sections, cancel);
        var row = instance.Row;
        var form = await definitions.FormAsync(row.FormId!, row.FormVersion!.Value, cancel);
        var builder = new VersionBuilder(form, await ContentsAsync(row.Id, cancel), session.Organisation.NameOf, (s, t, r) => opened.Register.StateOf(row.Id, s, t, r), (s, t, r) => opened.Register.RagOf(row.Id, s, t, r, session.Today));
        var frozen = known.Find(v => v.Id == question.Id) ?? Freeze(instance, question, builder, known.Select(v => v.Number).DefaultIfEmpty(0).Max() + 1);
        return new JsonObject
        {
            ["number"] = frozen.Number,
            ["hash"] = frozen.ContentHash,
            ["title"] = frozen.Title,
            ["dateOfPlan"] = frozen.DateOfPlan.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["form"] = new JsonObject(question.Carry.Select(path => KeyValuePair.Create(path[(path.LastIndexOf('.') + 1)..], builder.Answer(path)?.DeepClone()))),
        };
    }

    private FrozenVersionRow Freeze(OpenedInstance instance, FreezeSections question, VersionBuilder builder, int number)
    {
        var version = new FrozenVersion
        {
            Number = number,
            Title = question.Title,
            Reference = opened.Row.Reference ?? instance.Row.Reference ?? "",
            Subject = opened.Subject.Name,
            DateOfPlan = DateOnly.TryParseExact(builder.Answer(question.DateField)?.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : session.Today,
            CompletedBy = builder.Words(question.ByField) is { Length: > 0 } by ? by : actor is { } who ? session.Organisation.NameOf(who.PersonId) : "",
            FormId = instance.Row.FormId!,
            FormVersion = instance.Row.FormVersion!.Value,
            Sections = builder.Sections(question.Sections),
        };
        var text = version.Canonical();
        var row = new FrozenVersionRow
        {
            Id = question.Id,
            CaseId = opened.Row.Id,
            InstanceId = instance.Row.Id,
            Number = number,
            Title = version.Title,
            DateOfPlan = version.DateOfPlan,
            CompletedBy = version.CompletedBy,
            Content = text,
            ContentHash = FrozenVersion.HashOf(text),
            MadeAt = session.Now,
            MadeBy = actor?.PersonId,
        };
        opened.Frozen.Add(row);
        opened.Writes.Add(new NpgsqlBatchCommand(VersionStatements.Insert)
            .Text(row.Id).Text(row.CaseId).Text(row.InstanceId).Number(row.Number).Text(row.Title).Day(row.DateOfPlan).Text(row.CompletedBy).Text(row.Content)
            .Text(row.ContentHash).Moment(row.MadeAt).Text(row.MadeBy));
        _record.Audit("version.frozen", actor, row.Id, new JsonObject { ["version"] = number, ["hash"] = row.ContentHash, ["title"] = row.Title });
        return row;
    }

    private async Task<List<FrozenVersionRow>> FrozenAsync(CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(session.Connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(VersionStatements.OfCase).Text(opened.Row.Id));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return [.. await rows.ListAsync(CaseRows.FrozenVersion, cancel), .. opened.Frozen];
    }

    // A review cycle inside the plan freezes the plan's own form.
    private async Task<OpenedInstance> WithSectionsAsync(OpenedInstance asking, IReadOnlyList<string> sections, CancellationToken cancel)
    {
        for (var at = asking; at is not null; at = at.Row.ParentId is { } parent ? opened.Instances.GetValueOrDefault(parent) : null)
        {
            if (at.Row is not { FormId: { } id, FormVersion: { } version }) continue;
            var form = await definitions.FormAsync(id, version, cancel);
            if (sections.All(s => form.Sections.Any(f => f.Id == s))) return at;
        }

        throw new UnknownSectionException(sections);
    }

    // What was changed in this commit goes before what is on file.
    private async Task<Dictionary<string, SectionContent>> ContentsAsync(string instanceId, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(session.Connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseReads.Documents).Text(instanceId));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var contents = (await rows.ListAsync(CaseRows.Document, cancel)).ToDictionary(d => d.SectionId, d => new SectionContent(d.SectionId, d.Version, (JsonObject)JsonNode.Parse(d.Content)!), StringComparer.Ordinal);
        foreach (var document in opened.Documents.Values.Where(d => d.Row.InstanceId == instanceId))
            contents[document.Row.SectionId] = new SectionContent(document.Row.SectionId, document.Row.Version, document.Content);
        return contents;
    }

    private void Distribute(OpenedInstance instance, DistributeVersion effect)
    {
        var sender = new Actor(effect.Actor, effect.ActingFor);
        opened.Writes.Add(new NpgsqlBatchCommand(VersionStatements.InsertDistribution)
            .Text(effect.Id).Text(opened.Row.Id).Number(effect.Version).Text(null).Text(effect.Purpose).Text(effect.Actor).Text(effect.ActingFor).Moment(session.Now));
        foreach (var to in effect.To)
        {
            opened.Writes.Add(new NpgsqlBatchCommand(VersionStatements.InsertDelivery)
                .Text(effect.Id).Text(to.PersonId).Text(opened.Row.Id).Number(effect.Version).Text(session.Organisation.NameOf(to.PersonId)).Text(to.Group).Text($"{effect.Id}:{to.PersonId}"));
        }

        _record.Notice(effect.Id, "version-distributed", effect.To.Select(t => t.PersonId), instance.Row.Id, null, null, critical: false, new JsonObject { ["colleague"] = effect.Actor, ["version"] = effect.Version });
        _record.Audit("version.distributed", sender, effect.Id, new JsonObject
        {
            ["version"] = effect.Version,
            ["purpose"] = effect.Purpose,
            ["to"] = new JsonArray([.. effect.To.Select(t => (JsonNode)new JsonObject { ["person"] = t.PersonId, ["group"] = t.Group })]),
        });
    }
}

/// <summary>No form of the case has the sections that a process wants to freeze.</summary>
internal sealed class UnknownSectionException(IReadOnlyList<string> sections)
    : Engine.ReviewFlowException($"No form of this case has all the sections {string.Join(", ", sections)}, so no version can be frozen.");
