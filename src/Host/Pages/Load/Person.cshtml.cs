using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Host.Pages.Load;

/// <summary>Everything that one person holds, and giving some of it to somebody else at once: each piece is decided by itself.</summary>
public sealed class PersonModel(PersonWork work, CaseTransaction cases, OrganisationCache organisations, BusinessClock clock) : AskPage
{
    /// <summary>In place of a person: work for which nobody was found.</summary>
    public const string Nobody = "nobody";

    /// <summary>Pieces of work that are given at once.</summary>
    private const int Most = 200;

    public string Id { get; private set; } = "";

    public string Name { get; private set; } = "";

    public AwayWords? Away { get; private set; }

    public IReadOnlyList<PersonWorkRow> Rows { get; private set; } = [];

    /// <summary>People who could hold at least one of them, with of how many.</summary>
    public IReadOnlyList<(StaffMember Person, int Of)> Colleagues { get; private set; } = [];

    /// <summary>What came of each piece that was given; empty before.</summary>
    public IReadOnlyList<GivenRow> Given { get; private set; } = [];

    public bool CanGive => Rows.Any(r => r.WhyNot is null);

    public async Task<IActionResult> OnGetAsync(string person, CancellationToken cancellation) =>
        await LoadAsync(person, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string person, CancellationToken cancellation)
    {
        if (!await LoadAsync(person, cancellation)) return NotFound();
        var post = await PostAsync(null, cancellation);
        string[] chosen = [.. post.Posted["work"].OfType<string>().Distinct(StringComparer.Ordinal)];
        if (chosen.Length == 0) return Again("Choose at least one piece of work.", "work-0");
        if (chosen.Length > Most) return Again($"Choose at most {Most} pieces of work at once.", "work-0");
        if (post.Text("to") is not { } to) return Again("Choose who gets this work.", "to");
        if (post.Text("reason") is not { } reason) return Again("Write why somebody else gets this work.", "reason");
        var given = new List<GivenRow>();
        foreach (var key in chosen) given.Add(await GiveAsync(key, to, reason, post.OperationKey, cancellation));
        await LoadAsync(person, cancellation);
        Given = given;
        return Page();
    }

    private async Task<GivenRow> GiveAsync(string key, string to, string reason, string operation, CancellationToken cancellation)
    {
        var row = Rows.FirstOrDefault(r => r.Key == key);
        if (key.Split('|') is not [var task, var revision] || !int.TryParse(revision, out var shown)) return new GivenRow("–", "", false, "This is no work of the list.");
        var outcome = await cases.ApplyAsync(new ReassignTask($"{operation}.{task}", User.Actor(), task, shown, to, reason), cancellation);
        return new GivenRow(
            row?.Work.Reference ?? "–",
            row?.Work.Item.Title ?? "",
            outcome is CaseOutcome.Done,
            outcome is CaseOutcome.Refused refused ? refused.Message : $"Given to {(await organisations.GetAsync(cancellation)).NameOf(to)}. The date has not moved.");
    }

    private async Task<bool> LoadAsync(string person, CancellationToken cancellation)
    {
        var organisation = await organisations.GetAsync(cancellation);
        var today = UkWords.LocalDate(clock.Now());
        var me = User.PersonId();
        var administers = organisation.RolesOf(me, today).Any(r => r.Role == Roles.Administrator);
        var nobody = person == Nobody;
        if (!administers && (nobody || LoadRules.PeopleOf(me, organisation, today).All(p => p.Id != person))) return false;
        if (!nobody && organisation.Person(person) is null) return false;
        Id = person;
        Name = nobody ? "Nobody" : organisation.NameOf(person);
        Away = nobody ? null : Absent.Words(person, organisation, today);
        Rows = await work.ReadAsync(User.Actor(), nobody ? null : person, cancellation);
        Colleagues = [.. Candidates(person, organisation, today)];
        return true;
    }

    // People of the same sort of post, of the same place, and whoever the person reports to.
    private IEnumerable<(StaffMember Person, int Of)> Candidates(string person, Organisation organisation, DateOnly today)
    {
        var roles = organisation.Roles.Where(r => r.PersonId == person).Select(r => r.Role).ToHashSet(StringComparer.Ordinal);
        var units = organisation.Memberships.Where(m => m.PersonId == person).Select(m => m.UnitId).ToHashSet(StringComparer.Ordinal);
        var rows = Rows.Where(r => r.WhyNot is null).ToList();
        return organisation.People
            .Where(p => p.Id != person && organisation.InPost(p.Id, today))
            .Where(p => person == Nobody || organisation.RolesOf(p.Id, today).Any(r => roles.Contains(r.Role)) || organisation.MembershipsOf(p.Id, today).Any(m => units.Contains(m.UnitId))
                || LineOfReport.ManagersOf(person, organisation, today).Contains(p.Id))
            .Select(p => (Person: p, Of: rows.Count(r => TaskRules.MayHold(r.Work.Item, p.Id, organisation, r.Work.Facts, today).Allowed)))
            .Where(c => c.Of > 0)
            .OrderByDescending(c => c.Of).ThenBy(c => c.Person.Name, StringComparer.Ordinal);
    }

    /// <summary>What came of one piece of work.</summary>
    public sealed record GivenRow(string Reference, string Title, bool Done, string Words);
}
