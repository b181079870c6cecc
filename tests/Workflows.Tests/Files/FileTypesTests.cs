using System.Text;
using ReviewFlow.Workflows.Files;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Files;

public class FileTypesTests
{
    [Theory]
    [InlineData("a.pdf", "%PDF-1.7", "application/pdf")]
    [InlineData("A.PDF", "%PDF-1.7", "application/pdf")]
    [InlineData("a.txt", "plain words", "text/plain; charset=utf-8")]
    [InlineData("a.eml", "Received: from x\n", "message/rfc822")]
    [InlineData("a.docx", "PK\u0003\u0004....[Content_Types].xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    public void Detect_ContentAndNameAgree_IsTaken(string name, string head, string type) => FileTypes.Detect(name, Bytes(head))!.ContentType.ShouldBe(type);

    [Theory]
    [InlineData("a.pdf", "MZ program")]
    [InlineData("a.exe", "MZ program")]
    [InlineData("a.docm", "PK\u0003\u0004....[Content_Types].xml")]
    [InlineData("a.docx", "PK\u0003\u0004just a zip")]
    [InlineData("a.html", "<script>")]
    [InlineData("a.txt", "\u0000binary")]
    [InlineData("a.eml", "no header here")]
    public void Detect_AnythingElse_IsRefused(string name, string head) => FileTypes.Detect(name, Bytes(head)).ShouldBeNull();

    [Theory]
    [InlineData("../../etc/plan.pdf", "plan.pdf")]
    [InlineData(@"C:\Users\x\plan.pdf", "plan.pdf")]
    [InlineData("pl\ran\"<>.pdf", "plan.pdf")]
    public void CleanName_FoldersAndControls_AreTakenOff(string given, string clean) => FileTypes.CleanName(given).ShouldBe(clean);

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
