using ReviewFlow.Activities.Cases;
using ReviewFlow.Activities.Clocks;
using ReviewFlow.Activities.Requests;
using ReviewFlow.Activities.SignOffs;
using ReviewFlow.Activities.Tasks;
using ReviewFlow.Engine.Activities;

namespace ReviewFlow.Activities;

/// <summary>Our activities, as administrators see them in the palette.</summary>
public static class ReviewFlowActivities
{
    /// <summary>Adds all of them.</summary>
    public static ActivityCatalog AddTo(ActivityCatalog catalog)
    {
        ActivityDescriptor[] ours =
        [
            HumanTask.Descriptor,
            SendRequest.Descriptor,
            NextActionChoice.Descriptor,
            SignOff.Descriptor,
            WorkingDayTimer.Descriptor,
            TotalClock.Descriptor,
            EscalationLadder.Descriptor,
            NotifyPeople.Descriptor,
            RecordFieldOnCase.Descriptor,
            StartAnotherProcess.Descriptor,
        ];
        foreach (var descriptor in ours) catalog.Add(descriptor);
        return catalog;
    }
}
