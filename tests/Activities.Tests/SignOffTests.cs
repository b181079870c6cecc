using ReviewFlow.Engine.Execution;
using Shouldly;
using Xunit;

namespace ReviewFlow.Activities.Tests;

public sealed class SignOffTests
{
    private static readonly object[] s_further = [new { key = "return", label = "Return", needsNote = true, outcome = "Returned" }];

    [Fact]
    public void Start_SaysWhoSignsWhatWithWhichWords()
    {
        var bench = Bench.With("ReviewFlow.SignOff", new { title = "Confirm", role = "iroManager", excluded = new[] { "iro" }, covers = new[] { "outcome" }, declaration = "I confirm", phase = "returned", sentBy = "nadia", note = "Look" });
        var (task, sign) = (bench.Task, bench.Task.Actions.Single());
        (task.Kind, task.Role, task.Phase, task.SentBy, task.Note).ShouldBe((TaskKind.SignOff, "iroManager", "returned", "nadia", "Look"));
        task.Excluded.ShouldBe(["iro"]);
        (sign.Key, sign.Label, sign.Signs, sign.Validates, sign.Declaration, sign.Covers.Single()).ShouldBe(("sign", "Sign and lock", true, true, "I confirm", "outcome"));
        bench.Act("sign", actor: "grace").Outcome.ShouldBe("Signed");
        bench.Effects.OfType<RecordEvent>().Single().Kind.ShouldBe("signed");
    }

    [Fact]
    public void Return_NeedsItsNoteAndReopensSections()
    {
        var bench = Bench.With("ReviewFlow.SignOff", new { title = "Confirm", role = "iroManager", covers = new[] { "c" }, declaration = "I confirm", actions = s_further, reopens = new[] { "outcome" } });
        bench.Task.Actions.Single(a => a.Key == "return").Signs.ShouldBeFalse();
        bench.Act("return").Ended.ShouldBeFalse();
        bench.Act("return", new { note = "Say more" }).Outcome.ShouldBe("Returned");
        bench.Effects.OfType<ReopenSections>().Single().Sections.ShouldBe(["outcome"]);
        bench.Result["note"]!.ToString().ShouldBe("Say more");
    }

    [Fact]
    public void Withheld_IsNeitherOfferedNorDone()
    {
        var bench = Bench.With("ReviewFlow.SignOff", new { title = "Confirm", role = "iroManager", covers = new[] { "c" }, declaration = "d", actions = s_further, withheld = new[] { "return" } });
        bench.Task.Actions.Select(a => a.Key).ShouldBe(["sign"]);
        bench.Act("return", new { note = "x" }).Ended.ShouldBeFalse();
    }

    [Fact]
    public void AskedBy_ShowsTheirRowUntilItIsSigned()
    {
        var bench = Bench.With("ReviewFlow.SignOff", new { title = "Confirm", role = "iroManager", covers = new[] { "c" }, declaration = "d", askedBy = "iro" });
        var (signer, asker) = (bench.Waits[0], bench.Waits[1]);
        (asker.Task!.Role, asker.Task.WaitsFor.Single(), asker.Clock).ShouldBe(("iro", signer.Id, null));
        bench.Act("remind", on: asker).Waits.Count.ShouldBe(2);
        bench.Effects.OfType<Notify>().Single().BookmarkId.ShouldBe(signer.Id);
        bench.Act("sign", actor: "grace", on: signer).Waits.ShouldBeEmpty();
    }
}
