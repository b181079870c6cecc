using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Disputes;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+44", "'+44")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("  =HYPERLINK(\"x\")", "\"'  =HYPERLINK(\"\"x\"\")\"")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("Smith, Jo", "\"Smith, Jo\"")]
    [InlineData("DRP-2026-0005", "DRP-2026-0005")]
    [InlineData(null, "")]
    public void Cell_Anything_IsTextForASpreadsheet(string? value, string cell) => CsvText.Cell(value).ShouldBe(cell);
}
