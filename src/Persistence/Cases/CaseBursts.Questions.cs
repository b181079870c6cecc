using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.Cases;

namespace ReviewFlow.Persistence.Cases;

internal sealed partial class CaseBursts
{
    private async Task<IReadOnlyList<Answer>> AnswersAsync(OpenedInstance asking, IReadOnlyList<Question> questions, CancellationToken cancel)
    {
        var answers = new List<Answer>(questions.Count);
        foreach (var question in questions)
        {
            answers.Add(new Answer(question.Id, question switch
            {
                RunChild child => await RunChildAsync(asking, child, cancel),
                ReadRegister register => opened.Register.Read(register),
                FreezeSections freeze => await FreezeAsync(asking, freeze, cancel),
                AllocateReference reference => await NumberAsync(reference.Pattern, stage: null, cancel),
                _ => throw new NotSupportedException($"Nobody answers {question.GetType().Name}."),
            }));
        }

        return answers;
    }

    // The child's first burst runs here and now; what it sets in motion waits its turn in the queue.
    private async Task<JsonNode?> RunChildAsync(OpenedInstance asking, RunChild question, CancellationToken cancel)
    {
        if (await definitions.LatestAsync(question.DefinitionId, cancel) is not { } published) return null;
        var start = new StartOf(question.Input, actor?.PersonId ?? asking.Row.StartedBy, question.InstanceId, asking.Row.Id) { CorrelationId = question.CorrelationId };
        var child = await CreateAsync(published, start, cancel);
        await OnceAsync(child.Row.Id, key => Begin(key, child, start), cancel);
        var state = child.State!;
        return new JsonObject
        {
            ["workflowInstanceId"] = child.Row.Id,
            ["status"] = state.Status.ToString(),
            ["subStatus"] = state.SubStatus.ToString(),
            ["output"] = state.Output.DeepClone(),
        };
    }

    private async Task<OpenedInstance> CreateAsync(PublishedDefinition published, StartOf start, CancellationToken cancel)
    {
        var (definition, process) = published;
        var number = ++opened.Row.InstanceNumber;
        var stage = Stage(start.Input);
        var row = new InstanceRow
        {
            Id = start.InstanceId ?? CaseIds.Instance(opened.Row.Id, number),
            CaseId = opened.Row.Id,
            Number = number,
            DefinitionId = definition.DefinitionId,
            VersionId = definition.Id,
            ParentId = start.ParentId,
            ParentBookmarkId = start.ParentBookmarkId,
            CorrelationId = start.CorrelationId ?? opened.Row.Id,
            Title = stage is { } level ? $"{process.StepTitle}: stage {level}" : process.StepTitle,
            Reference = process.ReferencePattern is { } pattern ? await ReferenceAsync(pattern, stage, cancel) : null,
            Area = process.Area,
            FormId = process.Form,
            FormVersion = process.Form is { } form ? await definitions.LatestFormAsync(form, cancel) : null,
            Hidden = process.Hidden,
            State = [],
            Input = start.Input?.ToJsonString(),
            StartedAt = session.Now,
            StartedBy = start.StartedBy,
        };
        var instance = new OpenedInstance(row, isNew: true);
        await ActivateAsync(definition, row, cancel);
        opened.Instances.Add(row.Id, instance);
        opened.Row.Reference ??= row.Reference;
        if (process.CaseTitle is { } title) opened.Row.Title = title;
        await CarryOverAsync(row, start.Input, cancel);
        if (opened.Row.Status == CaseStatus.Ended) (opened.Row.Status, opened.Row.EndedAt) = (CaseStatus.Open, null);
        return instance;
    }

    // Stages of one dispute share a number: the first allocates it, later ones and repeats of a stage reuse it.
    private async Task<string> ReferenceAsync(string pattern, int? stage, CancellationToken cancel)
    {
        if (!CaseReference.SharesNumber(pattern)) return (string)(await NumberAsync(pattern, stage, cancel))!;
        var shared = $"number.{CaseReference.Series(pattern, 0)}";
        if (opened.Fields[shared] is not JsonObject known)
        {
            var year = session.Today.Year;
            known = new JsonObject { ["year"] = year, ["n"] = await NextAsync(CaseReference.Series(pattern, year), cancel) };
            opened.Fields[shared] = known;
        }

        var reference = CaseReference.Write(pattern, (int)known["year"]!, (int)known["n"]!, stage ?? 1);
        var again = opened.Instances.Values.Count(i => i.Row.Reference?.StartsWith(reference, StringComparison.Ordinal) == true);
        return again == 0 ? reference : $"{reference}-{again + 1}";
    }

    private async Task<JsonNode> NumberAsync(string pattern, int? stage, CancellationToken cancel)
    {
        var year = session.Today.Year;
        return CaseReference.Write(pattern, year, await NextAsync(CaseReference.Series(pattern, year), cancel), stage);
    }

    private async Task<int> NextAsync(string series, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(session.Connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseReads.Reference).Text(series));
        return (int)(await batch.ExecuteScalarAsync(cancel))!;
    }

    private static int? Stage(JsonObject? input) =>
        input?["stage"] is JsonValue value && value.TryGetValue<int>(out var stage) ? stage : null;
}
