using ReviewFlow.Engine.Execution;
using ReviewFlow.Workflows.Work;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Work;

public sealed class WhyNotTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 30, 9, 0, 0, TimeSpan.Zero);
    private static readonly Wanted Section3 = new Wanted.Section("Section 3", ["decide.open"]);
    private static readonly Wanted Sign = new Wanted.Action("sign", "sign");

    [Fact]
    public void Answer_RequestIsOut_NamesWhoMustAnswerAndTheWayOut() =>
        Ask([Owner("sent", asked: "Sian Corley")], Section3).ShouldBe("Section 3 is not open yet. It opens when Sian Corley answers or you record no response.");

    [Fact]
    public void Answer_RequestNotSent_NamesIt() =>
        Ask([Owner("draft")], Sign).ShouldBe("This is not open yet: required request to Manager not sent.");

    [Fact]
    public void Answer_Returned_SaysToReadTheNote() =>
        Ask([Owner("returned", asked: "Sian Corley")], Section3)!.ShouldContain("returned by Sian Corley");

    [Fact]
    public void Answer_RequestOutAndItsRecipientsWork_NamesTheRequest() =>
        Ask([new OpenWait(Item("asked") with { Kind = TaskKind.Request, AssigneeId = "sian" }, "Sian Corley"), Owner("sent", asked: "Sian Corley")], Section3)!
            .ShouldContain("It opens when Sian Corley answers");

    [Fact]
    public void Answer_OpenToSomebodyElse_SaysWithWhom() =>
        Ask([new OpenWait(Item("open") with { ActivityId = "decide", AssigneeId = "dev" }, "Dev Chandra")], Section3).ShouldBe("Section 3 is with Dev Chandra, not with you.");

    [Fact]
    public void Answer_OwnOtherWorkFirst_NamesIt() =>
        Ask([new OpenWait(Item("open") with { ActivityId = "record", Title = "Record issues", Actions = [] }, "Nadia")], Section3).ShouldBe("Section 3 is not open yet. First finish “Record issues”.");

    [Fact]
    public void Answer_NothingLeft_SaysFinished() => Ask([], Sign)!.ShouldContain("finished");

    [Fact]
    public void Answer_OpenToMe_IsNull()
    {
        Ask([new OpenWait(Item("open") with { ActivityId = "decide" }, "Nadia")], Section3).ShouldBeNull();
        Ask([Owner("sent")], new Wanted.Action("ask", "recordNoResponse")).ShouldBeNull("earlier with a reason");
    }

    private static string? Ask(IReadOnlyList<OpenWait> waits, Wanted wanted) => WhyNot.Answer(waits, wanted, "nadia", Now);

    private static OpenWait Owner(string phase, string? asked = null) => new(Item(phase), "Nadia Petrov-Lane", asked, "Manager");

    private static WorkItem Item(string phase) => TaskRulesTests.Item() with { Phase = phase };
}
