using ReviewFlow.Workflows.Forms;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Forms;

public sealed class WordMarksTests
{
    private const string Start = "Wren is seen regularly again. School has a plan.";

    [Fact]
    public void Of_WordsAddedAtTheEnd_MarksThemAsAdded()
    {
        var marks = WordMarks.Of("Wren is seen.", "Wren is seen. Issue 3 waits.");

        marks.Single(m => m.Kind == MarkKind.Added).Text.ShouldEndWith("Issue 3 waits.");
    }

    [Fact]
    public void Of_AWordReplaced_MarksTheOldAsTakenOutAndTheNewAsAdded()
    {
        WordMarks.Of(Start, Start.Replace("regularly", "seldom", StringComparison.Ordinal)).ShouldBe(
        [
            new MarkedText(MarkKind.Same, "Wren is seen "),
            new MarkedText(MarkKind.TakenOut, "regularly "),
            new MarkedText(MarkKind.Added, "seldom "),
            new MarkedText(MarkKind.Same, "again. School has a plan."),
        ]);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("", "New text")]
    [InlineData(Start, "")]
    [InlineData(Start, Start)]
    [InlineData(Start, "School has a plan.\nWren is  not seen.")]
    [InlineData("a b c a b c", "c b a c b a a")]
    public void Of_AnyTwoTexts_KeepsEveryWordOfBoth(string start, string text)
    {
        var marks = WordMarks.Of(start, text);

        string.Concat(marks.Where(m => m.Kind != MarkKind.Added).Select(m => m.Text)).Split().Where(w => w.Length > 0).ShouldBe(start.Split().Where(w => w.Length > 0));
        string.Concat(marks.Where(m => m.Kind != MarkKind.TakenOut).Select(m => m.Text)).ShouldBe(text);
    }

    [Fact]
    public void Of_TextsTooLongToCompare_MarksEverythingAsReplaced()
    {
        var (old, now) = (string.Concat(Enumerable.Repeat("one ", 3_000)), string.Concat(Enumerable.Repeat("two ", 3_000)));

        WordMarks.Of(old, now).Select(m => m.Kind).ShouldBe([MarkKind.TakenOut, MarkKind.Added]);
    }
}
