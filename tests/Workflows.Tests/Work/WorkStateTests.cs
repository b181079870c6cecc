using ReviewFlow.Engine.Execution;
using ReviewFlow.Workflows.Work;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Work;

public sealed class WorkStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 30, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", "draft", false, WorkStateKind.New, "New: not started")]
    [InlineData("", "draft", true, WorkStateKind.Ready, "Ready for you: 1 required request not sent")]
    [InlineData("Open", "sent", true, WorkStateKind.Waiting, "Waiting for Sian Corley (Team Manager)")]
    [InlineData("Returned", "returned", true, WorkStateKind.Returned, "Returned to you: read the note from Sian Corley (Team Manager)")]
    [InlineData("Completed", "open", false, WorkStateKind.Ready, "Ready for you: Sian Corley has answered")]
    [InlineData("Completed Open", "sent", true, WorkStateKind.Waiting, "Waiting for Joel Anand (Social Worker)")]
    [InlineData("Completed Optional", "open", true, WorkStateKind.Ready, "Ready for you: Sian Corley has answered")]
    [InlineData("Returned Completed", "returned", true, WorkStateKind.Returned, "Returned to you: read the note from Sian Corley (Team Manager)")]
    [InlineData("Open Open", "sent", true, WorkStateKind.Waiting, "Waiting for Sian Corley and Joel Anand")]
    [InlineData("Completed Completed", "open", true, WorkStateKind.Ready, "Ready for you: Sian Corley and Joel Anand have answered")]
    [InlineData("Cancelled", "draft", true, WorkStateKind.Ready, "Ready for you: 1 required request not sent")]
    public void Of_RequestsAsTheyStand_SaysTheStateFirst(string requests, string phase, bool started, WorkStateKind kind, string words)
    {
        var item = TaskRulesTests.Item() with { Phase = phase, StartedAt = started ? Now : null };
        var state = WorkState.Of(item, Requests(requests));
        state.Kind.ShouldBe(kind);
        state.Words.ShouldBe(words);
        state.CameBack.ShouldBe(kind == WorkStateKind.Returned || words.Contains("answered"));
    }

    [Fact]
    public void Of_RequestToMe_IsNewUntilStarted() =>
        WorkState.Of(TaskRulesTests.Item() with { Kind = TaskKind.Request, Phase = "asked" }, []).Words.ShouldBe("New: a request to you, not started");

    [Fact]
    public void Of_Folder_PutsEachWhereTheDomainHasIt()
    {
        var item = TaskRulesTests.Item();
        Of(item).ShouldBe(InboxFolder.IncomingWork);
        Of(item with { StartedAt = Now }).ShouldBe(InboxFolder.IncompleteWork);
        Of(item with { Kind = TaskKind.Request, StartedAt = Now }).ShouldBe(InboxFolder.IncomingRequests);
        Of(item with { Kind = TaskKind.SignOff, SentBy = "dev" }).ShouldBe(InboxFolder.IncomingRequests);
        Of(item with { ScheduledFor = new DateOnly(2026, 3, 31) }).ShouldBe(InboxFolder.Future);
        Of(item with { ScheduledFor = new DateOnly(2026, 3, 30) }).ShouldBe(InboxFolder.IncomingWork);
        Of(item with { AssigneeId = null, TeamId = "lac-a" }).ShouldBe(InboxFolder.Team);
        Of(item with { ClosedAt = Now }).ShouldBe(InboxFolder.Finished);
    }

    [Fact]
    public void Of_YellowWork_StaysInIncompleteWorkAndInTheWaitingView()
    {
        var item = TaskRulesTests.Item() with { Phase = "sent" };
        var state = WorkState.Of(item, Requests("Open"));
        Folder.Of(item, state, new DateOnly(2026, 3, 30)).ShouldBe(InboxFolder.IncompleteWork);
        Folder.IsWaiting(item, state).ShouldBeTrue();
    }

    private static InboxFolder Of(WorkItem item) => Folder.Of(item, WorkState.Of(item, []), new DateOnly(2026, 3, 30));

    private static List<SentRequest> Requests(string statuses)
    {
        (string Name, string Role)[] people = [("Sian Corley", "Team Manager"), ("Joel Anand", "Social Worker")];
        return [.. statuses.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((s, i) => s == "Optional"
            ? new SentRequest($"b{i}", people[i].Name, people[i].Role, false, RequestStatus.Open)
            : new SentRequest($"b{i}", people[i].Name, people[i].Role, true, Enum.Parse<RequestStatus>(s)))];
    }
}
