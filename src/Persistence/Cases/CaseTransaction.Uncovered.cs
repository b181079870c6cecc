using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Cases;

public sealed partial class CaseTransaction
{
    /// <summary>Tells whoever is above of this case's open work that lies with nobody today. Asking again tells nobody twice.</summary>
    /// <returns>How many pieces of work.</returns>
    internal async Task<int> TellUncoveredAsync(string caseId, CancellationToken cancel)
    {
        await using var session = await OpenAsync(cancel);
        var loaded = await CaseLoader.LockAsync(session.Connection, caseId, new Wanting(), cancel);
        session.Now = clock.Now();
        if (loaded.Cases.Count == 0) return 0;
        var opened = loaded.Cases[0];
        var record = new CaseRecord(opened, session);
        var told = opened.Tasks.Values.Select(t => t.Row).Count(row => TellUncovered(record, session, row));
        if (told > 0) await CaseWriter.CommitAsync(session, [opened], [], cancel);
        return told;
    }

    /// <summary>Ruling 5: work that lies with somebody away is on the line manager's list; there is always somebody who is told.</summary>
    internal static bool TellUncovered(CaseRecord record, Session session, WorkTaskRow row)
    {
        if (row.Status != WorkTaskStatus.Open || (row.ActingForId ?? row.AssigneeId) is not { } holder) return false;
        if (row.ScheduledFor > session.Today || Uncovered.Of(row.Id, holder, session.Organisation, row.Area, session.Today) is not { } uncovered) return false;
        var told = LineOfReport.ToTell(holder, session.Organisation, row.Area, session.Today);
        record.Notice(uncovered.Id, uncovered.Template, told, row.InstanceId, row.Id, row.DueAt, critical: false, new JsonObject { ["asked"] = row.Title, ["colleague"] = holder });
        return true;
    }
}
