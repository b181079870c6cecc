using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ReviewFlow.Host.External;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Startup;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Notices;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Persistence.Work;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Shared;

/// <summary>What the layout of every page shows around its content.</summary>
public sealed record FrameView
{
    public required string Organisation { get; init; }
    public string? PersonName { get; init; }
    public string? JobTitle { get; init; }
    public int OpenWork { get; init; }

    /// <summary>Whether the person came from outside and has a page of their own.</summary>
    public bool IsExternal { get; init; }
    public int UnreadNotices { get; init; }
    public bool IsAdministrator { get; init; }

    /// <summary>Whether the person has a part in internal management reviews.</summary>
    public bool HasReviews { get; init; }

    /// <summary>Whether the person has a part in improvement plans.</summary>
    public bool HasPlans { get; init; }

    /// <summary>Whether the person has people whose load they may look at.</summary>
    public bool HasPeople { get; init; }

    /// <summary>Whether the person may see and publish what the processes are.</summary>
    public bool MayDesign { get; init; }

    /// <summary>The demo's date and time in words; null outside the demo.</summary>
    public string? DemoClock { get; init; }
    public IReadOnlyList<ContactRow> Contacts { get; init; } = [];
}

/// <summary>The process that the page of this request is about; the case's door says it, or a page about one process.</summary>
public sealed class PageArea
{
    /// <summary>Id of the area; null for a page about none, or about several.</summary>
    public string? Id { get; set; }

    /// <summary>Who can help here (ruling 11): whoever helps everywhere, and of each kind those of the page's process.</summary>
    public IEnumerable<ContactRow> Of(IEnumerable<ContactRow> contacts) => contacts.Where(c => Id is null || c.Area is null || c.Area == Id);
}

/// <summary>Reads the frame for whoever is signed in.</summary>
public sealed class Frame(ReviewFlowDbContext db, InboxQueries inbox, UnreadCounts unread, OrganisationCache organisations, BusinessClock clock, PageArea page, IOptions<ReviewFlowOptions> host, IHostEnvironment environment)
{
    public async Task<FrameView> ReadAsync(ClaimsPrincipal user, CancellationToken cancellation)
    {
        var organisation = await organisations.GetAsync(cancellation);
        var name = organisation.Name == "ReviewFlow" ? host.Value.OrganisationName : organisation.Name;
        if (user.Identity?.IsAuthenticated != true || user.FindFirstValue(SignedIn.PersonClaim) is null) return new FrameView { Organisation = name };
        var person = user.PersonId();
        var today = UkWords.LocalDate(clock.Now());
        var member = organisation.Person(person);
        if (organisation.External(person) is not null)
        {
            return new FrameView
            {
                Organisation = name,
                PersonName = member?.Name,
                JobTitle = member?.JobTitle,
                IsExternal = true,
                Contacts = await db.Contacts.AsNoTracking().Where(c => c.Area == ExternalRegistration.Area).OrderBy(c => c.Position).ToListAsync(cancellation),
            };
        }

        return new FrameView
        {
            Organisation = name,
            PersonName = member?.Name,
            JobTitle = member?.JobTitle,
            OpenWork = (await inbox.CountsAsync(user.Actor(), cancellation)).Current,
            UnreadNotices = (await unread.ReadAsync([person], cancellation)).GetValueOrDefault(person),
            IsAdministrator = organisation.RolesOf(person, today).Any(r => r.Role == Roles.Administrator),
            HasReviews = organisation.RolesOf(person, today).Any(r => HasArea(ProcessCatalog.ManagementReviews, r.Role)),
            HasPlans = organisation.RolesOf(person, today).Any(r => HasArea(ProcessCatalog.Plans, r.Role)),
            HasPeople = LoadRules.HasPeople(person, organisation, today),
            MayDesign = DesignRights.MayPublish(organisation, person, today),
            DemoClock = environment.IsDevelopment() && host.Value.Demo ? UkWords.Moment(clock.Now()) : null,
            Contacts = [.. page.Of(await db.Contacts.AsNoTracking().OrderBy(c => c.Position).ThenBy(c => c.Id).ToListAsync(cancellation))],
        };
    }

    private static bool HasArea(string area, string role) =>
        AreaRoles.Of(area) is { } roles && (roles.Everywhere.ContainsKey(role) || roles.Below.ContainsKey(role) || roles.Starting.ContainsKey(role));
}
