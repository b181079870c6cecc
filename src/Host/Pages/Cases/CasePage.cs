using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Actions;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Disputes;

namespace ReviewFlow.Host.Pages.Cases;

/// <summary>The case page, ready to be written down.</summary>
public sealed record CasePage
{
    public required CaseSheet Sheet { get; init; }
    public required Reading Reading { get; init; }
    public required ChildBanner Banner { get; init; }
    public required CaseDrawing Map { get; init; }
    public required IReadOnlyList<CaseWork> Open { get; init; }
    public required IReadOnlyList<TitledClock> Clocks { get; init; }
    public required IReadOnlyList<TimelineItem> Timeline { get; init; }
    public required IReadOnlyList<FinishedStep> Finished { get; init; }
    public required IReadOnlyList<SignatureView> Signatures { get; init; }
    public required IReadOnlyList<PartInCase> Parts { get; init; }
    public required IReadOnlyList<NamedAccess> Named { get; init; }
    /// <summary>Access that was asked for, latest first.</summary>
    public required IReadOnlyList<AccessAsked> Asked { get; init; }
    /// <summary>Papers that the case is printed as.</summary>
    public required IReadOnlyList<CaseDocument> Papers { get; init; }

    /// <summary>"Medication handover: the 4th of 5 reviews": counts over what the reader may see, without names.</summary>
    public required IReadOnlyList<string> Themes { get; init; }
    /// <summary>How many things still stop a review from being closed; null for what is no open review.</summary>
    public int? StopsClosing { get; init; }

    /// <summary>What the reader may begin beside the open work, by the step that offers it.</summary>
    public IReadOnlyList<(string InstanceId, Offer Offer)> Offers { get; init; } = [];
    public required string ByPost { get; init; }
    public required IReadOnlySet<CaseAction> Allowed { get; init; }

    public string Reference => Sheet.Case.Reference ?? "";

    public string Area => ProcessCatalog.Areas.FirstOrDefault(a => a.Id == Sheet.Case.Area)?.Title ?? Sheet.Case.Area;

    public bool Closed => Sheet.Case.Status != CaseStatus.Open;

    public int Returned => Sheet.Tasks.Count(t => t.Outcome == "return");

    /// <summary>Whether the same concern can be opened for a brother or sister.</summary>
    public bool CanCopy => Banner.Twins.Any(t => t.Why == SiblingCopy.Sibling) && Sheet.Steps.Any(i => SiblingCopy.Starts(i.DefinitionId) is not null);

    /// <summary>What the reader has to do first; else whom the case waits for.</summary>
    public CaseWork? Lead => Open.FirstOrDefault(w => w.Link is not null) ?? (Open.Count > 0 ? Open[0] : null);
}

/// <summary>Puts the case page together.</summary>
public sealed class CasePageReader(ReviewFlowDbContext db, CaseSheetReader sheets, CaseMap maps, CaseSignatures signatures, ChildBannerReader banners, FactsCache facts, AccessRequestList requests, ThemeCounts themes, CaseDocuments papers, ReviewClosingReader closing, OfferReader offers)
{
    private static readonly CaseAction[] s_offered =
        [CaseAction.Print, CaseAction.Attach, CaseAction.Download, CaseAction.GrantAccess, CaseAction.AskForAccess, CaseAction.Void, CaseAction.ChangeDateOfDispute, CaseAction.RecordCafcass, CaseAction.RaiseImmediateConcern, CaseAction.ReopenReview, CaseAction.AskReopen];

    public async Task<CasePage> ReadAsync(Entry entry, CancellationToken cancellation)
    {
        var about = entry.Facts!;
        var reading = Reading.Of(entry, await facts.GetAsync(cancellation));
        var sheet = await sheets.ReadAsync(about.CaseId, cancellation);
        var allowed = s_offered.Where(a => Access.Decide(entry.Organisation, entry.Actor, a, AreaRoles.Ids.Contains(about.ProcessArea) ? about : about with { Draft = Draft(sheet) }, null, entry.Today).Allowed).ToHashSet();
        return new CasePage
        {
            Sheet = sheet,
            Reading = reading,
            Banner = await banners.ReadAsync(about.Subject, reading, allowed.Contains(CaseAction.RaiseImmediateConcern) ? $"/cases/{sheet.Id}/immediate-concern" : null, cancellation),
            Map = await maps.ReadAsync(sheet, cancellation),
            Open = CaseWork.OfCase(sheet, reading),
            Clocks = CaseClocks.Of(sheet, about.Subject, reading),
            Timeline = CaseTimeline.Of(sheet, reading.Organisation),
            Finished = FinishedStep.Of(sheet, reading),
            Signatures = await signatures.ReadAsync(sheet, cancellation),
            Parts = CasePeople.Parts(sheet, about.Subject, reading),
            Named = await CasePeople.NamedAsync(db, about, reading, cancellation),
            Asked = await requests.OfCaseAsync(entry.Actor, sheet.Id, cancellation),
            Papers = await papers.ReadAsync(sheet, cancellation),
            Themes = await themes.OfCaseAsync(entry.Actor, sheet.Id, cancellation),
            StopsClosing = await closing.ReadAsync(entry.Actor, sheet.Id, cancellation) is { Case.Row: { Status: CaseStatus.Open, Stage: not ("Closed" or "Withdrawn") } } review ? review.Blocks.Count : null,
            Offers = await offers.ReadAsync(entry, sheet.Case, cancellation),
            ByPost = CasePeople.ByPost(about.Subject, reading),
            Allowed = allowed,
        };
    }

    private static bool Draft(CaseSheet sheet) => !sheet.Tasks.Any(t => t.Kind == Engine.Execution.TaskKind.Request);
}
