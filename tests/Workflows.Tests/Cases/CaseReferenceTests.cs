using ReviewFlow.Workflows.Cases;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Cases;

public sealed class CaseReferenceTests
{
    [Theory]
    [InlineData("QAP-{year}-{n:4}", 12, null, "QAP-2026-0012")]
    [InlineData("DRP-{year}-{n:4}/S{stage}", 5, 2, "DRP-2026-0005/S2")]
    [InlineData("X{n}", 12345, null, "X12345")]
    [InlineData("QAP-{year}-{n:4}", 12345, null, "QAP-2026-12345")]
    public void Write_Pattern_FillsItsParts(string pattern, int number, int? stage, string reference) =>
        CaseReference.Write(pattern, 2026, number, stage).ShouldBe(reference);

    [Fact]
    public void Write_StageMissing_Throws() => Should.Throw<ArgumentException>(() => CaseReference.Write("S{stage}-{n}", 2026, 1));

    [Fact]
    public void Series_OfAPattern_IsPerYear()
    {
        CaseReference.Series("DRP-{year}-{n:4}/S{stage}", 2026).ShouldBe("DRP-2026-");
        CaseReference.SharesNumber("DRP-{year}-{n:4}/S{stage}").ShouldBeTrue();
        CaseReference.SharesNumber("QAP-{year}-{n:4}").ShouldBeFalse();
    }

    [Theory]
    [InlineData("QAP-{year}-{n:4}", true)]
    [InlineData("QAP-{year}", false)]
    [InlineData("{n}{n}", false)]
    [InlineData("{n}-{month}", false)]
    [InlineData("{n", false)]
    public void Problem_Pattern_IsChecked(string pattern, bool good) => (CaseReference.Problem(pattern) is null).ShouldBe(good);

    [Fact]
    public void Areas_ShippedDefinitions_HaveGoodPatterns()
    {
        ProcessCatalog.Areas.SelectMany(a => a.Definitions).Where(d => d.ReferencePattern is not null)
            .ShouldAllBe(d => CaseReference.Problem(d.ReferencePattern!) == null);
        ProcessCatalog.AreaOf("qap")!.Id.ShouldBe("disputes");
        ProcessCatalog.Find("dispute")!.ReferencePattern.ShouldBeNull();
    }
}
