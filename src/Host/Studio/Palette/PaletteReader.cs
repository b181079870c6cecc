using System.Text.Json.Nodes;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Host.Studio.Definitions;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Studio.Palette;

/// <summary>The palette as it is now: every type that the engine runs, processes that may be used as a step, and nothing else.</summary>
/// <param name="Activities">By order of the catalogue.</param>
/// <param name="Types">Their names; any other type is hidden from the designer.</param>
internal sealed record ActivityPalette(IReadOnlyList<ActivityFace> Activities, IReadOnlySet<string> Types);

/// <summary>Reads the palette. All that it needs is cached already, so it is cheap enough to be asked for after every save.</summary>
public sealed class PaletteReader(DefinitionStore definitions, OrganisationCache organisations, FactsCache facts, BusinessClock clock)
{
    private static readonly ActivityCatalog s_catalog = PersistenceRegistration.Catalog();

    private static readonly ActivityFace s_unknown = new()
    {
        TypeName = UnknownActivities.Stand,
        Namespace = "Elsa",
        Name = "NotFoundActivity",
        Category = "Hidden",
        DisplayName = "Unknown step",
        Description = "Stands for a step of a type that this installation does not have. It is kept as it was, and cannot be published.",
        IsBrowsable = false,
    };

    internal async Task<ActivityPalette> ReadAsync(CancellationToken cancel)
    {
        var published = await PublishedAsync(cancel);
        var choices = await ChoicesAsync(published, cancel);
        List<ActivityFace> faces = [.. s_catalog.All.Select(a => FaceOfActivity.Of(a, choices))];
        var taken = faces.Select(f => f.TypeName).ToHashSet(StringComparer.Ordinal);
        faces.AddRange(published.Where(d => d.UsableAsActivity).Select(FaceOfWorkflow.Of).Where(f => taken.Add(f.TypeName)));
        faces.Add(s_unknown);
        taken.Add("Elsa.Workflow");
        return new ActivityPalette(faces, taken);
    }

    private async Task<IReadOnlyList<WorkflowDefinition>> PublishedAsync(CancellationToken cancel)
    {
        var found = new List<WorkflowDefinition>();
        foreach (var id in (await definitions.PublishedIdsAsync(cancel)).Order(StringComparer.Ordinal))
        {
            if (await definitions.LatestAsync(id, cancel) is { } published) found.Add(published.Definition);
        }

        return found;
    }

    private async Task<LiveChoices> ChoicesAsync(IReadOnlyList<WorkflowDefinition> published, CancellationToken cancel)
    {
        var known = await facts.GetAsync(cancel);
        return new LiveChoices(
            RoleChoices.Of(await organisations.GetAsync(cancel), UkWords.LocalDate(clock.Now())),
            [.. (await definitions.FormIdsAsync(cancel)).Order(StringComparer.Ordinal).Select(f => new Choice(f, f))],
            [.. known.Calendars.Values.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => new Choice(c.Name, c.Id))],
            [.. published.Select(d => new Choice(d.Name, d.DefinitionId))],
            []);
    }
}

/// <summary>Role expressions to choose from: the roles of a case, the levels of a dispute, teams, people.</summary>
internal static class RoleChoices
{
    private static readonly string[] s_roles =
    [
        Roles.Iro, Roles.IroManager, Roles.HeadOfIroService, Roles.SocialWorker, Roles.TeamManager, Roles.ServiceManager, Roles.ServiceDirector,
        Roles.CorporateDirector, Roles.ChiefExecutive, Roles.InformationGovernance,
    ];

    public static IReadOnlyList<Choice> Of(Organisation organisation, DateOnly today)
    {
        List<Choice> choices = [.. s_roles.Select(r => new Choice(Roles.Title(r), r)), new("Administrators", "administrators"), new("Whoever holds the step", "owner"), new("Whoever holds the work", "holder")];
        for (var stage = 1; stage <= Roles.Stages.Count; stage++)
        {
            choices.Add(new($"Manager of stage {stage} ({Roles.Title(StageManagers.Role(stage))})", $"stageManager({stage})"));
            choices.Add(new($"Manager above stage {stage} ({Roles.Title(StageManagers.NextLevelRole(stage))})", $"nextLevelManager({stage})"));
        }

        choices.AddRange(organisation.Units.Where(u => u.Kind == "team").Select(u => new Choice($"Team: {u.Name}", $"team:{u.Id}")));
        choices.AddRange(organisation.People.Where(p => organisation.InPost(p.Id, today)).Select(p => new Choice($"Person: {p.Name}", $"user:{p.Id}")));
        return choices;
    }
}

/// <summary>A process that may be used as a step of another.</summary>
internal static class FaceOfWorkflow
{
    public static ActivityFace Of(WorkflowDefinition definition)
    {
        var outcomes = definition.Outcomes.Count == 0 ? ["Done"] : definition.Outcomes;
        return new ActivityFace
        {
            TypeName = TypeOf(definition),
            Namespace = "",
            Name = TypeOf(definition),
            Version = definition.Version,
            Category = "Processes",
            DisplayName = definition.Name,
            Description = definition.Description,
            CustomProperties = new JsonObject { ["RootType"] = "WorkflowDefinitionActivity", ["WorkflowDefinitionId"] = definition.DefinitionId, ["WorkflowDefinitionVersionId"] = definition.Id },
            ConstructionProperties = new JsonObject
            {
                ["WorkflowDefinitionId"] = definition.DefinitionId,
                ["WorkflowDefinitionVersionId"] = definition.Id,
                ["LatestAvailablePublishedVersion"] = definition.Version,
                ["LatestAvailablePublishedVersionId"] = definition.Id,
            },
            Ports = [.. outcomes.Select(o => new PortFace(o, o))],
            Inputs = [.. definition.Inputs.Select((a, i) => new InputFace { Name = a.Name, TypeName = a.TypeName, DisplayName = a.Name, Description = "", Order = i, UiHint = "singleline", IsSynthetic = true })],
            Outputs = [.. definition.Outputs.Select((a, i) => new OutputFace(a.Name, a.Name, a.TypeName, i, IsSynthetic: true))],
        };
    }

    /// <summary>The name without blanks, as Elsa names it.</summary>
    private static string TypeOf(WorkflowDefinition definition) =>
        string.Concat(definition.Name.Split([' ', '-', '_', '.'], StringSplitOptions.RemoveEmptyEntries).Select(w => char.ToUpperInvariant(w[0]) + w[1..])) is { Length: > 0 } name ? name : definition.DefinitionId;
}
