using ReviewFlow.Workflows.Notices;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Notices;

public sealed class TemplatesTests
{
    private static readonly string[] FromTheCatalogue =
    [
        "qap-request", "qap-returned", "qap-completed", "qap-review-due", "drp-request", "drp-due-in-2", "drp-due-today",
        "drp-overdue", "drp-response", "drp-iro-manager", "drp-stage-started", "drp-total-clock", "drp-cafcass",
        "task-reassigned", "cover-started", "cover-ended", "definition-review-due", "holiday-table-ending", "mail-failing",
    ];

    [Fact]
    public void All_Templates_HaveOnlyTheFieldsThatMailMayCarry()
    {
        foreach (var template in Templates.All)
        {
            var fields = Templates.FieldsOf(template.Subject).Concat(Templates.FieldsOf(template.Body));
            fields.Except(Templates.Fields).ShouldBeEmpty(template.Name);
            (template.Subject + template.Body).Count(c => c == '{').ShouldBe(fields.Count(), template.Name);
        }

        typeof(MessageFields).GetProperties().Select(p => p.Name).ShouldBe(["Reference", "Process", "Asked", "Colleague", "Due"], ignoreOrder: true);
        Templates.Fields.ShouldBe(["reference", "process", "asked", "colleague", "due"]);
    }

    [Fact]
    public void All_NamesOfTheCatalogue_AreThereOnce()
    {
        FromTheCatalogue.ShouldAllBe(name => Templates.Find(name) != null);
        Templates.All.Select(t => t.Name).Distinct().Count().ShouldBe(Templates.All.Count);
    }

    [Fact]
    public void Fill_Fields_AreSet()
    {
        var fields = new MessageFields("QAP-2026-0012", "the quality assurance process", "update on 3 issues", "Nadia Petrov-Lane", "Wed 8 Apr 2026, 5pm");
        Templates.Fill(Templates.Find("qap-request")!.Body, fields)
            .ShouldBe("Nadia Petrov-Lane has sent you a request in the quality assurance process QAP-2026-0012: update on 3 issues. Reply by Wed 8 Apr 2026, 5pm.");
    }

    [Fact]
    public void Fill_UnknownField_Throws() =>
        Should.Throw<InvalidOperationException>(() => Templates.Fill("{subject}", new MessageFields("R", "P")));
}
