using System.Text.Json.Nodes;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Workflows.Designs;
using ReviewFlow.Workflows.Tests.Disputes;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Designs;

public sealed class DefinitionCompareTests
{
    [Fact]
    public void Between_SameVersion_NothingChanged()
    {
        var compared = Changed(_ => { });

        compared.Changes.ShouldBeEmpty();
        compared.Summary.ShouldBe("Nothing changed.");
    }

    [Fact]
    public void Between_StepDragged_OnlyPositionsChanged()
    {
        var compared = Changed(d => Step(d, "ask")["metadata"]!["designer"]!["position"]!["x"] = 1234);

        compared.OnlyPositions.ShouldBeTrue();
        compared.NeedsApproval.ShouldBeFalse();
    }

    [Fact]
    public void Between_MoreWorkingDays_SaysFromAndToAndNeedsApproval()
    {
        var change = Changed(d => Set(d, "ask", "workingDays", "7")).Changes.ShouldHaveSingleItem();

        change.ShouldBe(new DefinitionChange("ask", "Record the dispute and ask for a response: working days 5 → 7", ChangeWeight.Timer));
    }

    [Theory]
    [InlineData("outcome", "role", ChangeWeight.SignOff)]
    [InlineData("ask", "ownerRole", ChangeWeight.Recipient)]
    [InlineData("ask", "respondSigns", ChangeWeight.SignOff)]
    [InlineData("ask", "title", ChangeWeight.None)]
    public void Between_InputChanged_IsWeighed(string step, string input, ChangeWeight weight) =>
        Changed(d => Set(d, step, input, "teamManager")).Changes.ShouldHaveSingleItem().Weight.ShouldBe(weight);

    [Fact]
    public void Between_SignOffRemoved_NamesTheStepAndItsConnections()
    {
        var compared = Changed(d => ((JsonArray)d["root"]!["activities"]!).Remove(Step(d, "confirm")));

        compared.Changes.ShouldContain(new DefinitionChange("confirm", "Step removed: IRO Manager confirms and finishes", ChangeWeight.SignOff));
        compared.Changes.ShouldContain(c => c.Words.StartsWith("Connection removed: ", StringComparison.Ordinal) && c.Words.EndsWith("IRO Manager confirms and finishes", StringComparison.Ordinal));
    }

    [Fact]
    public void Between_WayAroundASignOff_NeedsApproval()
    {
        var compared = Changed(d => ((JsonArray)d["root"]!["connections"]!).Add(JsonNode.Parse("""{"source":{"activity":"ask","port":"Done"},"target":{"activity":"end","port":"In"}}""")));

        var change = compared.Changes.ShouldHaveSingleItem();
        change.Words.ShouldStartWith("Connection added: Record the dispute and ask for a response (Done) → ");
        change.Weight.ShouldNotBe(ChangeWeight.None);
    }

    [Fact]
    public void Between_WhatTheDesignerRewrites_NothingChanged()
    {
        var compared = Changed(d =>
        {
            Set(d, "ask", "required", "true");
            Step(d, "ask")["ownerRole"]!["memoryReference"] = new JsonObject { ["id"] = "x" };
            Step(d, "ask")["ownerRole"]!["typeName"] = null;
        });

        compared.Changes.ShouldBeEmpty();
    }

    private static DefinitionComparison Changed(Action<JsonObject> change)
    {
        var changed = JsonNode.Parse(Shipped.Text("drp-stage"))!.AsObject();
        change(changed);
        return DefinitionCompare.Between(Shipped.Definitions["drp-stage"], DefinitionReader.Read(changed.ToJsonString()).Definition!);
    }

    private static JsonObject Step(JsonObject definition, string id) => definition["root"]!["activities"]!.AsArray().Single(a => (string?)a!["id"] == id)!.AsObject();

    private static void Set(JsonObject definition, string step, string input, string value) =>
        Step(definition, step)[input]!["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value };
}
