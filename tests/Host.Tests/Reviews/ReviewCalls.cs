using System.Text.Json.Nodes;
using ReviewFlow.Host.Tests.Api;
using Shouldly;

namespace ReviewFlow.Host.Tests.Reviews;

/// <summary>A review done through the REST face by the people of the demo; their clock stands at 16 June 2026.</summary>
internal sealed class ReviewCalls(RunningHost host) : IDisposable
{
    private const string Text = "Written down by those who took part.";

    private readonly Dictionary<string, HttpClient> _clients = new(StringComparer.Ordinal);

    public const string Priya = "priya-raman";
    public const string Dawn = "dawn-okafor";
    public const string Harriet = "harriet-boyle";
    public const string Owen = "owen-tasker";
    public const string Mel = "mel-quayle";
    public const string Stuart = "stuart-ingram";
    public const string Yasmin = "yasmin-delacroix";
    public const string Tom = "tom-reyes";

    private static readonly Dictionary<string, string> s_names = new(StringComparer.Ordinal) { [Priya] = "Priya Raman", [Dawn] = "Dawn Okafor", [Harriet] = "Harriet Boyle", [Owen] = "Owen Tasker", [Mel] = "Mel Quayle" };

    public string CaseId { get; private set; } = "";

    public string ReviewId => $"{CaseId}-1";

    public async Task<HttpClient> As(string person) => _clients.TryGetValue(person, out var known) ? known : _clients[person] = await host.SignedInAsync(person);

    public void Dispose()
    {
        foreach (var client in _clients.Values) client.Dispose();
    }

    public static string Key() => Guid.NewGuid().ToString("N");

    /// <summary>The open work of this review that a person sees, by activity.</summary>
    public async Task<JsonNode> WorkAsync(string person, string activity, int? row = null)
    {
        var client = await As(person);
        foreach (var scope in (string[])["assigned", "available"])
        {
            foreach (var task in (await client.CallAsync($"/user-tasks?scope={scope}&limit=100")).Items.Where(t => t["caseId"]!.ToString() == CaseId))
            {
                var detail = (await client.CallAsync($"/user-tasks/{task["id"]}")).Body!;
                if (detail["activityId"]!.ToString() == activity && (row is null || detail["title"]!.ToString().StartsWith($"Action {row}", StringComparison.Ordinal))) return detail;
            }
        }

        throw new InvalidOperationException($"{person} has no open work {activity} in this review.");
    }

    /// <summary>Does an action of a task, with sections typed from what is saved now; signs where it signs.</summary>
    public async Task<JsonCalls.Answered> DoAsync(string person, string activity, string action, Dictionary<string, object>? typed = null, object? values = null, int? row = null)
    {
        var (client, task) = (await As(person), await WorkAsync(person, activity, row));
        return await ActAsync(client, person, task, action, typed, values);
    }

    public static async Task<JsonCalls.Answered> ActAsync(HttpClient client, string person, JsonNode task, string action, Dictionary<string, object>? typed = null, object? values = null)
    {
        var path = $"/user-tasks/{task["id"]}";
        var signs = task["actions"]!.AsArray().Any(a => a!["key"]!.ToString() == action && (bool?)a["signs"] == true);
        if (!signs) return await client.CallAsync($"{path}/complete", new { operationId = Key(), expectedRevision = (int)task["revision"]!, action, values, sections = Sections(task, typed) });
        if (typed is not null)
        {
            var saved = await client.CallAsync($"{path}/save", new { operationId = Key(), sections = Sections(task, typed) });
            if (saved.Status != 200) return saved;
            task = (await client.CallAsync(path)).Body!;
        }

        var signing = task["actions"]!.AsArray().First(a => a!["key"]!.ToString() == action)!;
        var signature = new { declaration = signing["declaration"]!.ToString(), shownHash = signing["shownHash"]!.ToString(), name = s_names.GetValueOrDefault(person, person) };
        return await client.CallAsync($"{path}/complete", new { operationId = Key(), expectedRevision = (int)task["revision"]!, action, signature });
    }

    /// <summary>Sections as they are posted, each from the version that the task shows.</summary>
    public static object[]? Sections(JsonNode task, Dictionary<string, object>? typed) => typed is null ? null :
        [.. typed.Select(t => new { sectionId = t.Key, baseVersion = (int?)task["form"]?["sections"]?.AsArray().FirstOrDefault(s => s!["id"]!.ToString() == t.Key)?["version"] ?? 0, values = t.Value })];

    public async Task BeginAsync(string about = "larch-house", bool otherAgencies = false)
    {
        var opened = await (await As(Priya)).CallAsync("/api/cases", new { operationId = Key(), definitionId = "imr", subjectId = about });
        opened.Status.ShouldBe(201, opened["detail"]);
        CaseId = opened["caseId"]!;
        (await DoAsync(Priya, "page1", "complete", Page1(otherAgencies))).Status.ShouldBe(202);
    }

    public async Task SubmitAsync()
    {
        await BeginAsync();
        await Succeeds(DoAsync(Priya, "report", "submit", Report()));
    }

    public async Task RegisterAsync()
    {
        await SubmitAsync();
        await ClaimAsync(Owen, "register");
        await Succeeds(DoAsync(Owen, "register", "register", Registration));
    }

    public async Task AgreeAsync(params (string Owner, string By)[] actions)
    {
        await RegisterAsync();
        await Succeeds(DoAsync(Priya, "plan", "complete", Plan(actions)));
        await Succeeds(DoAsync(Harriet, "agree", "agree"));
    }

    /// <summary>One action, done; nothing stops the summary.</summary>
    public async Task ToClosingAsync()
    {
        await AgreeAsync((Dawn, "2026-07-31"));
        await Succeeds(DoAsync(Priya, "theme", "complete", Themes("medicationHandover")));
        await Succeeds(DoAsync(Stuart, "look", "noPoints"));
        await Succeeds(DoAsync(Yasmin, "look", "noPoints"));
        await Succeeds(DoAsync(Dawn, "follow", "finish", Row(new { id = "r1", status = "Complete", completedOn = "2026-06-16", evidence = "The sheets of two weeks" }), row: 1));
    }

    public async Task CloseAsync()
    {
        await ToClosingAsync();
        await Succeeds(DoAsync(Harriet, "closing", "sign", Closing()));
        await ClaimAsync(Owen, "accept");
        await Succeeds(DoAsync(Owen, "accept", "sign", new() { ["acceptance"] = new { @checked = true } }));
    }

    public async Task<JsonCalls.Answered> ClaimAsync(string person, string activity) =>
        await (await As(person)).CallAsync($"/user-tasks/{(await WorkAsync(person, activity))["id"]}/claim", new { operationId = Key() });

    public static async Task Succeeds(Task<JsonCalls.Answered> call)
    {
        var answer = await call;
        answer.Status.ShouldBe(202, $"{answer["detail"]} {answer.Body?["problems"]?.ToJsonString()}");
    }

    public async Task<string?> StageAsync(string person = Priya) => (await (await As(person)).CallAsync($"/api/cases/{CaseId}"))["stage"];

    public static Dictionary<string, object> Page1(bool otherAgencies = false) => new()
    {
        ["reasons"] = new { reason = "Two doses were missed.", trigger = "Things have not gone as well as they could", otherAgencies = otherAgencies ? "Yes" : "No", agencies = otherAgencies ? "Kestrel Ambulance Trust" : null },
        ["service"] = new { serviceName = "Larch House", serviceType = "Short stay", team = "Northmoor Reablement", locality = "Northmoor", address = "Larch House", manager = "The manager", registration = "not registered" },
    };

    public static Dictionary<string, object> Report() => new()
    {
        ["period"] = new { from = "2026-04-01", to = "2026-04-20", extended = "No" },
        ["people"] = new { people = new[] { new { id = "r1", name = "The night worker", organisation = "Adult Social Care" } } },
        ["background"] = new { overview = Text, person = Text, keyDates = new[] { new { id = "r1", date = "2026-04-03", what = "First missed dose" } } },
        ["details"] = new { details = Text },
        ["observations"] = new { learning = Text },
        ["recommendations"] = new { recommendations = new[] { new { id = "r1", text = "A second check", theme = "medicationHandover" } } },
    };

    public static Dictionary<string, object> Registration => new() { ["registration"] = new { receivedOn = "2026-06-16", @checked = true } };

    public static Dictionary<string, object> Themes(params string[] themes) => new()
    {
        ["themes"] = new { themes, learningPoints = new[] { new { id = "r1", learning = "Two people sign", audience = "All teams", how = "Team meetings" } } },
    };

    public static Dictionary<string, object> Plan(params (string Owner, string By)[] actions) => new()
    {
        ["plan"] = new { actions = actions.Select((a, i) => Action($"r{i + 1}", a.Owner, a.By)).ToArray() },
    };

    public static Dictionary<string, object?> Action(string id, string? owner, string? by, string recommendation = "1") => new()
    {
        ["id"] = id,
        ["action"] = $"Action {id}",
        ["recommendation"] = recommendation,
        ["theme"] = "medicationHandover",
        ["owner"] = owner,
        ["targetDate"] = by,
        ["improvement"] = Text,
        ["learning"] = Text,
        ["impactMeasure"] = Text,
    };

    public static Dictionary<string, object> Row(object cells) => new() { ["plan"] = new { actions = new[] { cells } } };

    public static Dictionary<string, object> Closing(string? without = null)
    {
        var parts = new Dictionary<string, string?> { ["actionsCompleted"] = Text, ["residualRisk"] = "None", ["riskRating"] = "None", ["expectedOutcomes"] = Text, ["additionalQA"] = "none", ["evidenceOfImpact"] = Text };
        if (without is not null) parts[without] = "";
        return new() { ["closing"] = parts };
    }
}
