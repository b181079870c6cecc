using ReviewFlow.Engine.Definitions;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.Notices;
using ReviewFlow.Workflows.People;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Disputes;

public sealed class ShippedDefinitionTests
{
    public static TheoryData<string> Ids => [.. Shipped.Definitions.Keys];

    [Fact]
    public void Files_AreThoseOfTheCatalog()
    {
        Shipped.Definitions.Keys.ShouldBe(ProcessCatalog.Areas.SelectMany(a => a.Definitions).Select(d => d.DefinitionId), ignoreOrder: true);
        foreach (var (id, definition) in Shipped.Definitions)
        {
            definition.DefinitionId.ShouldBe(id);
            var process = definition.CustomProperties.GetProperty("reviewflow");
            var entry = ProcessCatalog.Find(id).ShouldNotBeNull();
            (process.TryGetProperty("form", out var form) ? form.GetString() : null).ShouldBe(entry.FormId);
            (process.TryGetProperty("referencePattern", out var pattern) ? pattern.GetString() : null).ShouldBe(entry.ReferencePattern);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Definition_ReadAndWritten_IsTheSameFile(string id) => DefinitionWriter.Write(Shipped.Definitions[id]).ShouldBe(Shipped.Text(id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Definition_Validated_HasNoProblem(string id) =>
        DefinitionValidator.Validate(Shipped.Definitions[id], Shipped.Catalog, Shipped.Facts).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Ids))]
    public void Definition_OnTheCanvas_RunsLeftToRightWithoutOverlaps(string id)
    {
        var root = Shipped.Definitions[id].Workflow.Children[0];
        var places = root.Children.Select(n => (n.Id, At: Outline.Position(n))).ToList();
        var overlaps = from a in places
                       from b in places
                       where string.CompareOrdinal(a.Id, b.Id) < 0 && Math.Abs(a.At.X - b.At.X) < 240 && Math.Abs(a.At.Y - b.At.Y) < 80
                       select $"{a.Id} {b.Id}";
        overlaps.ShouldBeEmpty();
        root.Connections.Where(c => Outline.Position(c.Target).X <= Outline.Position(c.Source).X && !Leads(root, c.Target.Id, c.Source.Id)).Select(c => $"{c.Source.Id} {c.Target.Id}").ShouldBeEmpty("only ways back lead to the left");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Definition_InWords_IsAsApproved(string id)
    {
        var approved = Path.Combine(Shipped.Root, "tests", "Snapshots", id + ".txt");
        var outline = Outline.Of(Shipped.Definitions[id]);
        var known = File.Exists(approved) ? File.ReadAllText(approved) : "";
        if (known != outline) File.WriteAllText(approved + ".received", outline);
        outline.ShouldBe(known, $"Read {approved}.received; if it is right, rename it.");
    }

    [Fact]
    public void Messages_ThatDefinitionsName_Exist()
    {
        string[] ofRequests = ["request", "returned", "response", "no-response"];
        string[] ofClocks = ["due-in-2", "due-today", "last-call", "overdue", "reminder"];
        foreach (var node in Shipped.Definitions.Values.SelectMany(d => d.Nodes.Values))
        {
            if (Literal(node, "template") is { } template) Templates.Find(template).ShouldNotBeNull(template);
            if (Literal(node, "templates") is not { } prefix) continue;
            var names = node.Type == "ReviewFlow.SendRequest" ? ofRequests.Concat(ofClocks) : ofClocks;
            foreach (var name in names) Templates.Find($"{prefix}-{name}").ShouldNotBeNull($"{prefix}-{name}");
        }
    }

    [Fact]
    public void Forms_OpenOnlyAtWaitsThatExist()
    {
        foreach (var (id, form) in Shipped.Forms)
        {
            var nodes = Shipped.Definitions.Values.Single(d => d.CustomProperties.GetProperty("reviewflow").TryGetProperty("form", out var f) && f.GetString() == id).Workflow.Children[0].Children;
            foreach (var key in form.Sections.SelectMany(FormRules.OpensAt).Distinct().Where(k => !k.StartsWith("standing.", StringComparison.Ordinal)))
                Phases(nodes.Single(n => n.Id == key.Split('.')[0])).ShouldContain(key.Split('.')[1], $"{id}: {key}");
        }
    }

    [Fact]
    public void Signatures_CoverSectionsOfTheirForm()
    {
        foreach (var node in Shipped.Definitions.Values.SelectMany(d => d.Nodes.Values).Where(n => n.Inputs.ContainsKey("covers")))
        {
            var sections = Shipped.Forms[Literal(node, "form")!].Sections.Select(s => s.Id).ToList();
            foreach (var covered in System.Text.Json.JsonSerializer.Deserialize<List<string>>(Literal(node, "covers")!)!) sections.ShouldContain(covered, node.NodeId);
        }
    }

    [Fact]
    public void Roles_ThatDefinitionsName_AreRoles()
    {
        foreach (var node in Shipped.Definitions.Values.SelectMany(d => d.Nodes.Values))
        {
            foreach (var input in (string[])["role", "ownerRole", "askedBy"])
            {
                if (Literal(node, input) is { } role) RoleExpression.Parse(role).ShouldNotBeNull($"{node.NodeId}: {role}");
            }
        }
    }

    private static bool Leads(ActivityNode root, string from, string to)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { from };
        while (root.Connections.Where(c => reached.Contains(c.Source.Id)).Select(c => c.Target.Id).Where(reached.Add).ToList().Count > 0)
        {
            // Goes on until nothing more is reached.
        }

        return reached.Contains(to);
    }

    private static string[] Phases(ActivityNode node) => node.Type switch
    {
        "ReviewFlow.ActionFollowUp" => ["plan", "doing", "deciding", "impact"],
        "ReviewFlow.PlanFollowUp" => [.. Enumerable.Range(1, 6).SelectMany(n => new[] { $"doing-theme{n}", $"impact-theme{n}" })],
        "ReviewFlow.JointSignOff" => ["lead", "tactical", "second"],
        "ReviewFlow.GroupConfirmation" => ["asked", "leading"],
        "ReviewFlow.SendRequest" => ["draft", "sent", "returned", "asked"],
        _ when node.Inputs.TryGetValue("phase", out var phase) => ["open", .. phase.Value.GetString()!.Split('\'').Where(p => p.All(char.IsLetter))],
        _ => ["open"],
    };

    private static string? Literal(ActivityNode node, string input) =>
        node.Inputs.TryGetValue(input, out var given) && given.Kind is "Literal" or "Object" ? given.Value.GetString() : null;
}
