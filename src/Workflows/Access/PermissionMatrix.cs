using System.Text;

namespace ReviewFlow.Workflows.Access;

/// <summary>What a person is to a case. The columns of the permission matrix.</summary>
public enum Relation
{
    /// <summary>The child's own IRO, or whoever acts for them today.</summary>
    Iro,
    OtherIro,
    SocialWorker,
    TeamManager,
    ServiceManager,
    ServiceDirector,
    CorporateDirector,
    IroManager,
    HeadOfIroService,

    /// <summary>Named on the case, asked for something in it (now or earlier), on its access list, or in a team whose queue it is in.</summary>
    Asked,
    Administrator,
    Designer,

    /// <summary>In an area with roles of its own: whoever began the case and conducts it.</summary>
    Reviewer,

    /// <summary>May begin a review for the team; sees none by that.</summary>
    TeamReviewer,
    OperationalServiceManager,
    LeadGroupManager,
    QualityOfficer,

    /// <summary>Either of the two group managers who oversee reviews.</summary>
    OversightManager,

    /// <summary>Holds or held work in a review (an action, an answer) without any other part in it.</summary>
    AskedInReview,

    /// <summary>The partnership lead who was named for this plan.</summary>
    PartnershipLead,

    /// <summary>A partnership lead of the home's locality, who may record a trigger there.</summary>
    LocalityLead,
    TacticalLead,
    HomeManager,
    HomeOwner,
    Completer,

    /// <summary>Takes part in the meetings about this plan.</summary>
    Invited,

    /// <summary>Care Home Oversight Group.</summary>
    Chog,
    Commissioning,

    /// <summary>Recorded the trigger, or began the in-house plan.</summary>
    PlanStarter,

    /// <summary>Holds or held work in a plan (an action) without any other part in it.</summary>
    AskedInPlan,
}

/// <summary>How far a permission goes.</summary>
public enum Permission
{
    No,
    Yes,

    /// <summary>Yes, with a reason that is recorded.</summary>
    WithReason,

    /// <summary>Only with the open task concerned in one's own hands.</summary>
    WhenHolding,

    /// <summary>While nothing was sent yet.</summary>
    InDraft,
}

/// <summary>
/// Who may do what (domain, part 5a; rulings 1, 4, 5, 17 to 19, 24). What is not in the table is not allowed.
/// </summary>
public static class PermissionMatrix
{
    private const Permission No = Permission.No;
    private const Permission Yes = Permission.Yes;
    private const Permission Why = Permission.WithReason;
    private const Permission Hold = Permission.WhenHolding;
    private const Permission Draft = Permission.InDraft;

    // Columns in the order of Relation:   Iro  Other  SW    TM    SM    SvcD  CorpD IroM  Head  Asked Admin Designer
    private static readonly Dictionary<CaseAction, Permission[]> Table = new()
    {
        [CaseAction.See] = [Yes, No, Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes, No, No],
        [CaseAction.Read] = [Yes, No, Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes, No, No],
        [CaseAction.ReadVersion] = [Yes, No, Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes, No, No],
        [CaseAction.StartConcern] = [Yes, Why, Yes, Yes, No, No, No, Yes, No, No, No, No],
        [CaseAction.StartReview] = [Yes, Why, No, No, No, No, No, Yes, No, No, No, No],
        [CaseAction.EditSection] = [Hold, Hold, Hold, Hold, Hold, Hold, Hold, Hold, Hold, Hold, No, No],
        [CaseAction.ActOnTask] = [Hold, Hold, Hold, Hold, Hold, Hold, Hold, Hold, Hold, Hold, No, No],
        [CaseAction.SendRequest] = [Hold, Hold, No, No, No, No, No, No, No, No, No, No],
        [CaseAction.RespondToRequest] = [No, No, Hold, Hold, Hold, Hold, Hold, Hold, Hold, Hold, No, No],
        [CaseAction.SignAsIro] = [Hold, Hold, No, No, No, No, No, No, No, No, No, No],
        [CaseAction.ChooseNextAction] = [Hold, Hold, No, No, No, No, No, No, No, No, No, No],
        [CaseAction.ConfirmAsIroManager] = [No, No, No, No, No, No, No, Hold, Hold, No, No, No],
        [CaseAction.Reassign] = [No, No, No, Hold, Hold, Hold, Hold, Yes, Yes, No, Why, No],
        [CaseAction.Extend] = [Why, No, No, No, No, No, No, Why, No, No, No, No],
        [CaseAction.RecordNoResponse] = [Hold, Hold, No, No, No, No, No, No, No, No, No, No],
        [CaseAction.Void] = [Draft, No, No, No, No, No, No, Why, No, No, No, No],
        [CaseAction.Attach] = [Yes, No, Hold, Hold, Hold, Hold, Hold, Yes, No, Hold, No, No],
        [CaseAction.Download] = [Yes, No, Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes, No, No],
        [CaseAction.GrantAccess] = [No, No, No, No, No, No, No, Why, No, No, No, No],
        [CaseAction.AskForAccess] = [Why, Hold, No, No, No, No, No, No, No, No, No, No],
        [CaseAction.DecideAccess] = [No, No, No, No, No, No, No, Yes, Yes, No, No, No],
        [CaseAction.Amend] = [Hold, Hold, Hold, Hold, Hold, Hold, Hold, Hold, Hold, Hold, No, No],
        [CaseAction.Print] = [Yes, No, No, Yes, Yes, Yes, Yes, Yes, Yes, No, No, No],
        [CaseAction.RaiseImmediateConcern] = [Yes, No, Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes, No, No],
        [CaseAction.AcknowledgeAlert] = [Yes, No, Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes, No, No],
        [CaseAction.ChangeDateOfDispute] = [No, No, No, No, No, No, No, Why, No, No, No, No],
        [CaseAction.CloseEpisode] = [No, No, No, No, No, No, No, Why, No, No, No, No],
        [CaseAction.RecordCafcass] = [Yes, No, No, No, No, No, No, No, No, No, No, No],
        [CaseAction.MendIncident] = [No, No, No, No, No, No, No, No, No, No, Why, No],
    };

    // Columns: Reviewer TeamReviewer OpServiceManager LeadGroupManager QualityOfficer OversightManager AskedInReview
    private static readonly Dictionary<CaseAction, Permission[]> Reviews = new()
    {
        [CaseAction.See] = [Yes, No, Yes, Yes, Yes, Yes, Yes],
        [CaseAction.Read] = [Yes, No, Yes, Yes, Yes, Yes, No],
        [CaseAction.ReadVersion] = [Yes, No, Yes, Yes, Yes, Yes, No],
        [CaseAction.StartInArea] = [No, Yes, Yes, Yes, Yes, Yes, No],
        [CaseAction.EditSection] = [Hold, No, Hold, Hold, Hold, Hold, Hold],
        [CaseAction.ActOnTask] = [Hold, No, Hold, Hold, Hold, Hold, Hold],
        [CaseAction.RespondToRequest] = [Hold, No, Hold, Hold, Hold, Hold, Hold],
        [CaseAction.Reassign] = [No, No, Hold, Yes, Yes, Yes, No],
        [CaseAction.Extend] = [No, No, No, Why, Why, Why, No],
        [CaseAction.Void] = [Draft, No, No, No, Why, No, No],
        [CaseAction.Attach] = [Yes, No, Hold, Yes, Yes, Yes, Hold],
        [CaseAction.Download] = [Yes, No, Yes, Yes, Yes, Yes, No],
        [CaseAction.Amend] = [Hold, No, Hold, Hold, Hold, Hold, Hold],
        [CaseAction.Print] = [Yes, No, No, Yes, Yes, Yes, No],
        [CaseAction.RaiseImmediateConcern] = [Yes, No, Yes, Yes, Yes, Yes, Yes],
        [CaseAction.AcknowledgeAlert] = [Yes, No, Yes, Yes, Yes, Yes, Yes],
        [CaseAction.ReopenReview] = [No, No, No, No, Why, Why, No],
        [CaseAction.AskReopen] = [No, No, No, Why, No, No, No],
    };

    // Columns: PartnershipLead LocalityLead TacticalLead HomeManager HomeOwner Completer Invited Chog Commissioning PlanStarter AskedInPlan
    private static readonly Dictionary<CaseAction, Permission[]> Plans = new()
    {
        [CaseAction.See] = [Yes, No, Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes],
        [CaseAction.Read] = [Yes, No, Yes, Yes, Yes, Yes, Yes, Yes, No, Yes, No],
        [CaseAction.ReadPlan] = [Yes, No, Yes, Yes, Yes, Yes, Yes, Yes, No, Yes, No],
        [CaseAction.InviteExternal] = [Yes, No, Yes, No, No, No, No, No, No, No, No],
        [CaseAction.StartInArea] = [No, Yes, Yes, No, No, No, No, No, No, No, No],
        [CaseAction.StartInHouse] = [No, No, No, Yes, Yes, No, No, No, No, No, No],
        [CaseAction.EditSection] = [Yes, No, Yes, Yes, Yes, Yes, Hold, Hold, No, Hold, Hold],
        [CaseAction.ActOnTask] = [Hold, No, Hold, Hold, Hold, Hold, Hold, Hold, No, Hold, Hold],
        [CaseAction.RespondToRequest] = [Hold, No, Hold, Hold, Hold, Hold, Hold, Hold, No, Hold, Hold],
        [CaseAction.ReadVersion] = [Yes, No, Yes, Yes, Yes, Yes, Yes, Yes, No, Yes, No],
        [CaseAction.RaiseDifference] = [Yes, No, Yes, Yes, Yes, No, No, No, No, No, No],
        [CaseAction.RemoveAction] = [Why, No, No, Hold, No, Why, No, No, No, Hold, No],
        [CaseAction.ChangeLead] = [No, No, Why, No, No, No, No, No, No, No, No],
        [CaseAction.Reassign] = [Yes, No, Yes, Hold, No, Hold, No, Hold, No, No, No],
        [CaseAction.Extend] = [Why, No, No, No, No, No, No, No, No, No, No],
        [CaseAction.Void] = [No, No, Why, No, No, No, No, No, No, Draft, No],
        [CaseAction.Attach] = [Yes, No, Yes, Yes, Yes, Yes, Hold, Hold, No, Hold, Hold],
        [CaseAction.Download] = [Yes, No, Yes, Yes, Yes, Yes, Yes, Yes, No, Yes, No],
        [CaseAction.Amend] = [Hold, No, Hold, No, No, No, No, Hold, No, No, No],
        [CaseAction.Print] = [Yes, No, Yes, Yes, Yes, Yes, Yes, Yes, No, Yes, No],
        [CaseAction.RaiseImmediateConcern] = [Yes, No, Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes],
        [CaseAction.AcknowledgeAlert] = [Yes, No, Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes],
    };

    /// <summary>What one relation allows.</summary>
    public static Permission Of(CaseAction action, Relation relation) =>
        relation >= Relation.PartnershipLead
            ? Plans.TryGetValue(action, out var plan) ? plan[relation - Relation.PartnershipLead] : Permission.No
        : relation >= Relation.Reviewer
            ? Reviews.TryGetValue(action, out var review) ? review[relation - Relation.Reviewer] : Permission.No
            : Table.TryGetValue(action, out var row) ? row[(int)relation] : Permission.No;

    /// <summary>The matrix as a Markdown table for the documentation.</summary>
    public static string ToMarkdown()
    {
        var relations = Enum.GetValues<Relation>();
        var text = new StringBuilder("| Action |");
        text.AppendJoin("", relations.Select(r => $" {r} |")).Append("\n|---|");
        text.AppendJoin("", relations.Select(_ => "---|")).Append('\n');
        foreach (var action in Enum.GetValues<CaseAction>())
            text.Append("| ").Append(action).Append(" |").AppendJoin("", relations.Select(r => $" {Words(Of(action, r))} |")).Append('\n');
        return text.ToString();
    }

    private static string Words(Permission permission) => permission switch
    {
        Permission.No => "–",
        Permission.Yes => "yes",
        Permission.WithReason => "with a reason",
        Permission.WhenHolding => "own task",
        _ => "draft",
    };
}
