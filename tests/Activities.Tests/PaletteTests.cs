using Shouldly;
using Xunit;

namespace ReviewFlow.Activities.Tests;

public sealed class PaletteTests
{
    [Fact]
    public void Palette_IsTheEighteenStepsInSixGroups()
    {
        Bench.Catalog.All.Where(d => d.Type.StartsWith("ReviewFlow.", StringComparison.Ordinal)).Select(d => $"{d.Category}: {d.Type[11..]}").Order(StringComparer.Ordinal).ShouldBe(
        [
            "Cases: Distribute", "Cases: FreezeVersion", "Cases: IssueReference", "Cases: Notify", "Cases: RecordOnCase", "Cases: StartProcess", "Clocks: TotalClock", "Clocks: WorkingDayTimer", "Escalation: EscalationLadder",
            "Requests: GroupConfirmation", "Requests: SendRequest", "Reviews: ActionFollowUp", "Reviews: HumanTask", "Reviews: NextActionChoice", "Reviews: PlanFollowUp",
            "Sign-offs: JointSignOff", "Sign-offs: OpenSections", "Sign-offs: SignOff",
        ]);
    }

    [Fact]
    public void Descriptors_SpeakToAnAdministrator()
    {
        foreach (var descriptor in Bench.Catalog.All.Where(d => d.Type.StartsWith("ReviewFlow.", StringComparison.Ordinal)))
        {
            descriptor.Description.Length.ShouldBeGreaterThan(40, descriptor.Type);
            descriptor.Inputs.ShouldAllBe(i => i.Description.Length > 10, descriptor.Type);
            descriptor.Inputs.Select(i => i.Name).ShouldBeUnique();
            foreach (var input in descriptor.Inputs.Where(i => i.Default is not null)) Should.NotThrow(() => System.Text.Json.Nodes.JsonNode.Parse(input.Default!), $"{descriptor.Type}.{input.Name}");
            if (descriptor.OutcomesFromInput is { } name) descriptor.Inputs.Single(i => i.Name == name).Editor.ShouldBe("dynamic-outcomes");
        }
    }
}
