using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;
using Shouldly;
using Xunit;

namespace ReviewFlow.Activities.Tests;

public sealed class SendRequestTests
{
    private static readonly object s_two = new { recipients = new object[] { new { person = "sian", mandatory = true }, new { person = "joel", mandatory = true } } };

    [Fact]
    public void Start_Required_OffersOnlyToSend()
    {
        var bench = Asking();
        (bench.Task.Phase, bench.Task.Kind).ShouldBe(("draft", TaskKind.Step));
        bench.Task.Actions.Select(a => a.Key).ShouldBe(["send"]);
        bench.Wait.Clock.ShouldBeNull();
    }

    [Fact]
    public void Send_KeepsTheOwnersWaitAndStartsItsClock()
    {
        var bench = Asking();
        var owner = bench.Wait.Id;
        bench.Act("send", new { note = "Please be quick" });
        var (step, asked) = (Owner(bench), Recipients(bench).Single());
        (step.Id, step.Task!.Phase).ShouldBe((owner, "sent"));
        step.Task.WaitsFor.ShouldBe([asked.Id]);
        step.Clock!.Anchor.ShouldBe(Bench.Moment("2026-03-02 10:00"));
        (asked.Task!.Kind, asked.Task.Role, asked.Task.Phase, asked.Task.SentBy, asked.Task.Note).ShouldBe((TaskKind.Request, "teamManager", "asked", "nadia", "Please be quick"));
        asked.Task.Details!["dueAt"]!.GetValue<DateTimeOffset>().ShouldBe(Bench.Moment("2026-03-09 17:00"));
        asked.Task.Excluded.ShouldBe(["owner"]);
        step.Task.Actions.Single(a => a.Key == "recordNoResponse").AvailableFrom.ShouldBe(Bench.Moment("2026-03-09 17:00"));
    }

    [Fact]
    public void Answers_OfSeveral_EndItOnlyWhenAllWhoMustHaveAnswered()
    {
        var bench = Asking().Act("send", s_two);
        bench.Act("complete", actor: "joel", on: Recipients(bench).Single(r => r.Task!.Role == "user:joel"));
        bench.Ended.ShouldBeFalse();
        bench.Act("complete", actor: "sian", on: Recipients(bench).Single());
        bench.Outcome.ShouldBe("Completed");
        bench.Waits.ShouldBeEmpty();
        bench.Result["asked"]!.AsArray().Select(a => $"{a!["role"]} {a["status"]} {a["by"]}").ShouldBe(["user:sian completed sian", "user:joel completed joel"]);
    }

    [Fact]
    public void Answer_OfThoseWhoMust_WithdrawsTheOptionalOnes()
    {
        var bench = Asking().Act("send", new { recipients = new object[] { new { person = "sian", mandatory = true }, new { person = "joel", mandatory = false } } });
        bench.Act("complete", actor: "sian", on: Recipients(bench).Single(r => r.Task!.Role == "user:sian"));
        bench.Outcome.ShouldBe("Completed");
        bench.Result["asked"]![1]!["status"]!.ToString().ShouldBe("withdrawn");
    }

    [Fact]
    public void Send_WithNobodyMandatory_MakesAllMandatory()
    {
        var bench = Asking().Act("send", new { recipients = new object[] { new { person = "sian", mandatory = false } } });
        bench.Ended.ShouldBeFalse();
        bench.Act("complete", actor: "sian", on: Recipients(bench).Single()).Outcome.ShouldBe("Completed");
    }

    [Fact]
    public void Return_OfOne_ShowsReturnedAndKeepsTheAnswersOfOthers()
    {
        var bench = Asking().Act("send", s_two);
        bench.Act("complete", actor: "joel", on: Recipients(bench).Single(r => r.Task!.Role == "user:joel"));
        bench.Act("return", actor: "sian", on: Recipients(bench).Single());
        Owner(bench).Task!.Phase.ShouldBe("sent", "a return without a note changes nothing");
        bench.Act("return", new { note = "Not ours" }, "sian", Recipients(bench).Single());
        (Owner(bench).Task!.Phase, Owner(bench).Task!.Note).ShouldBe(("returned", "Not ours"));
        Recipients(bench).ShouldBeEmpty();
        var clock = Owner(bench).Clock;
        bench.Until("2026-03-03 09:00");
        bench.Act("resend", new { note = "It is" }, on: Owner(bench));
        (Owner(bench).Clock!.Anchor, Recipients(bench).Single().Task!.Role, Recipients(bench).Single().Task!.Note).ShouldBe((clock!.Anchor, "user:sian", "It is"));
        bench.Act("complete", actor: "sian", on: Recipients(bench).Single()).Outcome.ShouldBe("Completed");
        bench.Result["returns"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public void ChangeRecipients_KeepsThoseWhoStay()
    {
        var bench = Asking().Act("send", s_two);
        var joel = Recipients(bench).Single(r => r.Task!.Role == "user:joel").Id;
        bench.Act("changeRecipients", new { recipients = new[] { "joel", "marcus" } }, on: Owner(bench));
        Recipients(bench).Select(r => r.Task!.Role).ShouldBe(["user:joel", "user:marcus"]);
        Recipients(bench)[0].Id.ShouldBe(joel);
    }

    [Fact]
    public void ChangeRecipients_ToThoseWhoAnswered_EndsIt()
    {
        var bench = Asking().Act("send", s_two);
        bench.Act("complete", actor: "joel", on: Recipients(bench).Single(r => r.Task!.Role == "user:joel"));
        bench.Act("changeRecipients", new { recipients = new[] { "joel" } }, on: Owner(bench)).Outcome.ShouldBe("Completed");
    }

    [Fact]
    public void Cancel_OfARequiredOne_GoesBackToDraftWithItsClock()
    {
        var bench = Asking().Act("send");
        var anchor = Owner(bench).Clock!.Anchor;
        bench.Act("cancel", on: Owner(bench));
        Owner(bench).Task!.Phase.ShouldBe("sent", "it needs a note");
        bench.Act("cancel", new { note = "Wrong child" }, on: Owner(bench));
        (Owner(bench).Task!.Phase, Recipients(bench).Count).ShouldBe(("draft", 0));
        bench.Until("2026-03-04 10:00");
        bench.Act("send", on: Owner(bench));
        Owner(bench).Clock!.Anchor.ShouldBe(anchor);
    }

    [Fact]
    public void Cancel_WhenItEndsTheStep_EndsIt()
    {
        var bench = Asking(new { alsoEndsOn = new[] { "Cancelled" } }).Act("send");
        bench.Act("cancel", new { note = "Wrong child" }, on: Owner(bench)).Outcome.ShouldBe("Cancelled");
    }

    [Fact]
    public void Return_WhenItEndsTheStep_EndsIt()
    {
        var bench = Asking(new { alsoEndsOn = new[] { "Returned" } }).Act("send");
        bench.Act("return", new { note = "No" }, "sian", Recipients(bench).Single()).Outcome.ShouldBe("Returned");
    }

    [Fact]
    public void Skip_OnlyWhenNotRequired()
    {
        Asking().Act("skip").Ended.ShouldBeFalse();
        Asking(new { required = false }).Act("skip").Outcome.ShouldBe("Completed");
    }

    [Fact]
    public void NoResponse_Early_NeedsItsReasonAndIsRecorded()
    {
        var bench = Asking().Act("send");
        bench.Act("recordNoResponse", on: Owner(bench)).Ended.ShouldBeFalse();
        bench.Act("recordNoResponse", new { reason = "Severe" }, on: Owner(bench)).Outcome.ShouldBe("Expired");
        var recorded = bench.Runner.Instances.Single().State.Output["noResponse"]!;
        (recorded["by"]!.ToString(), recorded["reason"]!.ToString(), recorded["early"]!.GetValue<bool>()).ShouldBe(("nadia", "Severe", true));
    }

    [Fact]
    public void NoResponse_NotAllowed_IsNotOffered()
    {
        var bench = Asking(new { allowNoResponse = false }).Act("send");
        bench.Until("2026-03-20 10:00");
        Owner(bench).Task!.Actions.ShouldNotContain(a => a.Key == "recordNoResponse");
        bench.Act("recordNoResponse", on: Owner(bench)).Ended.ShouldBeFalse();
    }

    [Theory]
    [InlineData("2026-03-05", "2026-03-05")]
    [InlineData("2026-03-02", "2026-03-03")]
    [InlineData("2026-03-30", "2026-03-09")]
    [InlineData("", "2026-03-09")]
    public void ReplyBy_TheEarlierDate_ButNeverBeforeTheNextWorkingDay(string chosen, string due)
    {
        var bench = Asking(new { replyByField = "reviewDate" }).Act("send", new { form = new { reviewDate = chosen } });
        Clock.DueOn(Owner(bench).Clock!, Bench.Calendar).ToString("yyyy-MM-dd", null).ShouldBe(due);
    }

    [Fact]
    public void Send_WithAnEvent_PublishesItOnceWithTheAnswersTakenAlong()
    {
        var bench = Asking(new { publishOnSend = "started" }).Act("send", new { form = new { dateOfDispute = "2026-03-01" } });
        bench.Act("return", new { note = "No" }, "sian", Recipients(bench).Single());
        bench.Act("resend", on: Owner(bench));
        var published = bench.Effects.OfType<PublishEvent>().ShouldHaveSingleItem();
        (published.Name, published.CorrelationId, published.Payload!["dateOfDispute"]!.ToString()).ShouldBe(("started", "case", "2026-03-01"));
    }

    [Fact]
    public void Respond_WhenItIsSigned_CarriesDeclarationAndCover()
    {
        var bench = Asking(new { respondSigns = true, declaration = "Mine", covers = new[] { "actions" }, level = 2 }).Act("send");
        var respond = Recipients(bench).Single().Task!.Actions.Single(a => a.Key == "complete");
        (respond.Signs, respond.Declaration, respond.Covers.Single()).ShouldBe((true, "Mine", "actions"));
        Recipients(bench).Single().Task!.Details!["level"]!.GetValue<int>().ShouldBe(2);
        bench.Until("2026-03-09 17:00").OfType<RaiseAlert>().Single().Roles.ShouldBe(["holder", "owner", "iroManager", "nextLevelManager(2)"]);
    }

    [Fact]
    public void Remind_TellsEachRecipient()
    {
        var bench = Asking().Act("send", s_two);
        bench.Act("remind", on: Owner(bench));
        bench.Effects.OfType<Notify>().Where(n => n.Template == "task-reminder").Select(n => n.BookmarkId).ShouldBe(Recipients(bench).Select(r => r.Id));
    }

    private static Bench Asking(object? more = null)
    {
        var inputs = System.Text.Json.JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        inputs["title"] = "Ask";
        inputs["requestTitle"] = "Update";
        inputs["recipients"] = System.Text.Json.Nodes.JsonNode.Parse("""[{"role":"teamManager","mandatory":true,"label":"Manager"}]""");
        return Bench.With("ReviewFlow.SendRequest", inputs);
    }

    private static Bookmark Owner(Bench bench) => bench.Waits.Single(b => b.Task!.Kind == TaskKind.Step);

    private static List<Bookmark> Recipients(Bench bench) => [.. bench.Waits.Where(b => b.Task!.Kind == TaskKind.Request)];
}
