using System.IO.Compression;
using ReviewFlow.Workflows.Files;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Files;

public class OfficeArchiveTests
{
    [Fact]
    public void Problem_OrdinaryDocument_IsNone() => OfficeArchive.Problem(Archive(("word/document.xml", 40_000))).ShouldBeNull();

    [Fact]
    public void Problem_PartOfZeroes_WouldBurst() => OfficeArchive.Problem(Archive(("word/document.xml", 50_000_000))).ShouldNotBeNull().ShouldContain("far larger");

    [Fact]
    public void Problem_CarriesAProgram_SaysSo() => OfficeArchive.Problem(Archive(("word/vbaProject.bin", 10))).ShouldNotBeNull().ShouldContain("macros");

    [Fact]
    public void Problem_CutOff_IsDamaged()
    {
        var whole = Archive(("word/document.xml", 40_000)).ToArray();

        OfficeArchive.Problem(new MemoryStream(whole[..(whole.Length / 2)])).ShouldNotBeNull().ShouldContain("damaged");
    }

    private static MemoryStream Archive(params (string Name, int Zeroes)[] parts)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, zeroes) in parts)
            {
                using var part = archive.CreateEntry(name).Open();
                part.Write(new byte[zeroes]);
            }
        }

        stream.Position = 0;
        return stream;
    }
}
