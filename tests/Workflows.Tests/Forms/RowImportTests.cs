using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using ReviewFlow.Workflows.Files;
using ReviewFlow.Workflows.Forms;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Forms;

public sealed class RowImportTests
{
    private static readonly FormField s_table = new()
    {
        Id = "events",
        Label = "Significant events",
        Type = FormFieldType.Table,
        Columns =
        [
            new() { Id = "date", Label = "Date", Type = FormFieldType.Date, Required = true, MissingMessage = "Enter the date" },
            new() { Id = "time", Label = "Time", MaxLength = 20 },
            new() { Id = "outside", Label = "Outside the period", Type = FormFieldType.Checkbox },
            new() { Id = "event", Label = "Event", Type = FormFieldType.LongText, Required = true, MissingMessage = "Write what happened" },
        ],
    };

    [Theory]
    [InlineData("26/06/2026")]
    [InlineData("26 June 2026")]
    [InlineData("26-Jun-26")]
    [InlineData("2026-06-26")]
    [InlineData("26/6/26")]
    [InlineData("46199")]
    [InlineData("46199.875")]
    public void Read_ADayAsSpreadsheetsWriteIt_IsThatDay(string day) => Read($"{day}\t\t\tA fall").Rows.ShouldHaveSingleItem().Cells["date"]!.ToString().ShouldBe("2026-06-26");

    [Theory]
    [InlineData("31/02/2026", "Date: “31/02/2026” is not a real date. Write it like 26/06/2026")]
    [InlineData("06/26/2026", "Date: “06/26/2026” is not a real date. Write it like 26/06/2026")]
    [InlineData("ongoing", "Date: “ongoing” is not a real date. Write it like 26/06/2026")]
    [InlineData("", "Enter the date")]
    public void Read_WhatIsNoDay_IsSaidInWords(string day, string words)
    {
        var row = Read($"{day}\t\t\tA fall").Rows.ShouldHaveSingleItem();
        row.Problems.ShouldBe([words]);
        row.Fits.ShouldBeFalse();
    }

    [Fact]
    public void Read_WithAHeading_FollowsItsOrder_AndSaysWhatHasNoPlace()
    {
        var read = Read("Event;Ward;date\n\"A fall; at night\";Blue;26/06/2026");
        read.LeftOut.ShouldBe(["Ward"]);
        (read.Rows[0].Cells["event"]!.ToString(), read.Rows[0].Cells["date"]!.ToString()).ShouldBe(("A fall; at night", "2026-06-26"));
    }

    [Fact]
    public void Read_WhatStandsThereOrCameBefore_IsNotAddedTwice()
    {
        var there = new JsonObject { ["id"] = "r1", ["date"] = "2026-06-26", ["event"] = "A fall" };
        Read("26/06/2026\t\t\tA fall\n27/06/2026\t\t\tA call\n27/06/2026\t\t\tA call", there).Rows.Select(r => r.Fits).ShouldBe([false, true, false]);
    }

    [Fact]
    public void Read_TicksTimesAndTooManyCells_AreUnderstoodOrSaid()
    {
        var read = Read("26/06/2026\t0.5\tyes\tA fall\n26/06/2026\t21:00\tperhaps\tA fall\n26/06/2026\t\t\tA fall\tmore");
        (read.Rows[0].Cells["time"]!.ToString(), (bool)read.Rows[0].Cells["outside"]!).ShouldBe(("12:00", true));
        read.Rows[1].Problems.ShouldBe(["Outside the period: “perhaps” is neither yes nor no"]);
        read.Rows[2].Problems.ShouldBe(["It has more cells than the table has columns: “more” has no place"]);
    }

    [Fact]
    public void Read_MoreThanATableHolds_IsTooMany() => Read(string.Join('\n', Enumerable.Range(1, 201).Select(n => $"26/06/2026\t\t\tEvent {n}"))).TooMany.ShouldBeTrue();

    [Theory]
    [InlineData("a,\"b \"\"c\"\"\",d\r\n\r\n,,\r\n", "a|b \"c\"|d")]
    [InlineData("a\tb, c\td", "a|b, c|d")]
    [InlineData("\"a\nb\",c", "a\nb|c")]
    [InlineData("", "")]
    public void Rows_OfText_AreItsCells(string text, string cells) => string.Join("//", SheetText.Rows(text).Select(r => string.Join('|', r))).ShouldBe(cells);

    [Fact]
    public void Rows_OfAnExcelFile_AreThoseOfItsFirstSheet()
    {
        using var file = Excel("""
            <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="D1" t="inlineStr"><is><t>Event</t></is></c></row>
            <row r="2"><c r="A2"><v>46199</v></c><c r="C2" t="b"><v>1</v></c><c r="D2" t="str"><v>A fall</v></c></row></sheetData></worksheet>
            """);
        SheetFile.Rows(file).ShouldNotBeNull().Select(r => string.Join('|', r)).ShouldBe(["Date|||Event", "46199||yes|A fall"]);
    }

    [Theory]
    [InlineData("no archive at all")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaaa\">]><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>")]
    [InlineData("<worksheet")]
    public void Rows_OfADamagedOrHostileFile_AreNone(string content)
    {
        using var file = content.StartsWith('<') ? Excel(content) : new MemoryStream(Encoding.UTF8.GetBytes(content));
        SheetFile.Rows(file).ShouldBeNull();
    }

    private static MemoryStream Excel(string sheet)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in new[] { ("xl/worksheets/sheet1.xml", sheet), ("xl/sharedStrings.xml", """<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Date</t></si></sst>""") })
            {
                using var part = new StreamWriter(archive.CreateEntry(name).Open());
                part.Write(text);
            }
        }

        stream.Position = 0;
        return stream;
    }

    private static ImportedTable Read(string text, params JsonObject[] existing) =>
        RowImport.Read(s_table, s_table.Columns.Select(c => c.Id).ToHashSet(StringComparer.Ordinal), SheetText.Rows(text), existing, new FormFacts(new DateOnly(2026, 6, 30)));
}
