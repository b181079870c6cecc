using ReviewFlow.Workflows.Designs;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Designs;

public sealed class PublishRulesTests
{
    [Theory]
    [InlineData(false, false, "sam", PublishAnswer.Publish)]
    [InlineData(true, false, "sam", PublishAnswer.NeedsSecondPerson)]
    [InlineData(true, false, "kit", PublishAnswer.NeedsSecondPerson)]
    [InlineData(true, true, "kit", PublishAnswer.Publish)]
    [InlineData(true, true, "sam", PublishAnswer.OwnWork)]
    [InlineData(true, true, "ana", PublishAnswer.OwnWork)]
    public void Of_DraftBySamAndAna_NeedsSomebodyElseWhoReadIt(bool weighs, bool approving, string person, PublishAnswer answer) =>
        PublishRules.Of(weighs, approving, person, ["sam", "ana"]).ShouldBe(answer);

    [Fact]
    public void Waits_NamesWhatItTouchesAndWhereToRead()
    {
        var words = PublishRules.Waits([new DefinitionChange("ask", "Ask: working days 5 → 7", ChangeWeight.Timer)], "/designer/processes/qap/publish");

        words.ShouldBe("1 change to a timer must be read and approved by a second person: Ask: working days 5 → 7. They find it under /designer/processes/qap/publish.");
    }
}
