using ReviewFlow.Host.Pages.MyWork;
using ReviewFlow.Host.Pages.Shared;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Pages;

public sealed class WordsTests
{
    [Theory]
    [InlineData("Dispute resolution process: stage 3", "Stage 3: record the dispute", "Dispute resolution process, stage 3: record the dispute")]
    [InlineData("Dispute resolution process: stage 3", "Choose what follows", "Dispute resolution process, stage 3: Choose what follows")]
    [InlineData("Quality assurance process", "Record the issues", "Quality assurance process: Record the issues")]
    [InlineData("Quality assurance process", "Quality assurance process", "Quality assurance process")]
    public void Of_ProcessAndTitle_SaysNothingTwice(string process, string title, string words) => WorkWords.Of(process, title).ShouldBe(words);

    [Theory]
    [InlineData("Stage 1", "Stage 1")]
    [InlineData("✓ Significant information", "✓ Significant|information")]
    [InlineData("chosen, not started", "chosen, not|started")]
    [InlineData("Significant information on an open case", "Significant|information…")]
    [InlineData("Donaudampfschifffahrt", "Donaudampfschi|fffahrt")]
    public void Lines_Words_FitTwoLinesOfTheDrawing(string text, string lines)
    {
        SvgText.Lines(text, 14).ShouldBe(lines.Split('|'));
        SvgText.Lines(text, 14).ShouldAllBe(line => line.Length <= 14);
    }
}
