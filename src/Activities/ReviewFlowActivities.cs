using ReviewFlow.Activities.Actions;
using ReviewFlow.Activities.Cases;
using ReviewFlow.Activities.Clocks;
using ReviewFlow.Activities.Escalation;
using ReviewFlow.Activities.NextActions;
using ReviewFlow.Activities.Plans;
using ReviewFlow.Activities.Requests;
using ReviewFlow.Activities.SignOffs;
using ReviewFlow.Activities.Tasks;
using ReviewFlow.Activities.Versions;
using ReviewFlow.Engine.Activities;

namespace ReviewFlow.Activities;

/// <summary>Our activity types, under <c>ReviewFlow.*</c>.</summary>
public static class ReviewFlowActivities
{
    /// <summary>Adds all of them.</summary>
    public static ActivityCatalog AddTo(ActivityCatalog catalog) => catalog
        .Add(HumanTask.Descriptor)
        .Add(NextActionChoice.Descriptor)
        .Add(SendRequest.Descriptor)
        .Add(SignOff.Descriptor)
        .Add(WorkingDayTimer.Descriptor)
        .Add(TotalClock.Descriptor)
        .Add(EscalationLadder.Descriptor)
        .Add(NotifyPeople.Descriptor)
        .Add(RecordField.Descriptor)
        .Add(ProcessStart.Descriptor)
        .Add(ReferenceIssue.Descriptor)
        .Add(ActionFollowUp.Descriptor)
        .Add(VersionFreeze.Descriptor)
        .Add(VersionDistribution.Descriptor)
        .Add(PlanFollowUp.Descriptor)
        .Add(GroupConfirmation.Descriptor)
        .Add(JointSignOff.Descriptor)
        .Add(SectionsOpening.Descriptor);
}
