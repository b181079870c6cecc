using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using Shouldly;

namespace ReviewFlow.Persistence.Tests.Disputes;

/// <summary>What the story can look at.</summary>
public abstract partial class DisputeStory
{
    public async Task<CaseRow> Case()
    {
        await using var context = Context();
        return await context.Cases.AsNoTracking().SingleAsync(c => c.Id == CaseId);
    }

    public async Task<JsonObject> CaseFields() => JsonNode.Parse((await Case()).Fields)!.AsObject();

    /// <summary>Steps of the episode that people see, in order.</summary>
    public async Task<IReadOnlyList<InstanceRow>> Steps()
    {
        await using var context = Context();
        return await context.Instances.AsNoTracking().Where(i => i.CaseId == CaseId && !i.Hidden && i.DefinitionId != "dispute").OrderBy(i => i.Number).ToListAsync();
    }

    public async Task<IReadOnlyList<WorkTaskRow>> OpenTasks()
    {
        await using var context = Context();
        (await context.Incidents.Where(i => i.CaseId == CaseId && i.MendedAt == null).Select(i => i.Message).ToListAsync()).ShouldBeEmpty("the process must not stall");
        return await context.WorkTasks.AsNoTracking().Where(t => t.CaseId == CaseId && t.Status == WorkTaskStatus.Open).OrderBy(t => t.OpenedAt).ToListAsync();
    }

    public async Task<IReadOnlyList<WorkTaskRow>> AllTasks()
    {
        await using var context = Context();
        return await context.WorkTasks.AsNoTracking().Where(t => t.CaseId == CaseId).OrderBy(t => t.OpenedAt).ToListAsync();
    }

    /// <summary>The one open piece of work that offers an action.</summary>
    public async Task<WorkTaskRow> TaskWith(string action) =>
        (await OpenTasks()).Where(t => Offers(t).Contains(action)).ShouldHaveSingleItem();

    public async Task<IReadOnlyList<AlertRow>> Alerts()
    {
        await using var context = Context();
        return await context.Alerts.AsNoTracking().Where(a => a.CaseId == CaseId).OrderBy(a => a.RaisedAt).ToListAsync();
    }

    public async Task<IReadOnlyList<NoticeRow>> NoticesTo(Colleague who)
    {
        await using var context = Context();
        return await context.Notices.AsNoTracking().Where(n => n.CaseId == CaseId && n.PersonId == who.Id).OrderBy(n => n.CreatedAt).ToListAsync();
    }

    public async Task<IReadOnlyList<string>> Audited()
    {
        await using var context = Context();
        return await context.Audit.AsNoTracking().Where(a => a.CaseId == CaseId).OrderBy(a => a.Number).Select(a => a.Action).ToListAsync();
    }

    public async Task<IReadOnlyList<string>> AuditPayloads()
    {
        await using var context = Context();
        return await context.AuditPayloads.AsNoTracking().Where(a => a.CaseId == CaseId).OrderBy(a => a.Number).Select(a => a.Payload).ToListAsync();
    }

    public async Task<IReadOnlyList<CaseEventRow>> Timeline()
    {
        await using var context = Context();
        return await context.CaseEvents.AsNoTracking().Where(e => e.CaseId == CaseId).OrderBy(e => e.Number).ToListAsync();
    }

    public async Task<IReadOnlyList<SignatureRow>> Signatures()
    {
        await using var context = Context();
        return await context.Signatures.AsNoTracking().Where(s => s.CaseId == CaseId).OrderBy(s => s.SignedAt).ToListAsync();
    }

    /// <summary>Content of a section of the latest step.</summary>
    public async Task<JsonObject> Answers(string section)
    {
        await using var context = Context();
        var latest = (await Steps())[^1].Id;
        var row = await context.Documents.AsNoTracking().SingleAsync(d => d.InstanceId == latest && d.SectionId == section);
        return JsonNode.Parse(row.Content)!.AsObject();
    }

    /// <summary>What can be done with a piece of work.</summary>
    public static IReadOnlyList<string> Offers(WorkTaskRow task) => [.. TaskFace.Actions(task).Select(a => a.Key)];
}
