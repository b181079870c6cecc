using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Time;
using ReviewFlow.Host.Startup;
using ReviewFlow.Workflows.Calendars;
using ReviewFlow.Workflows.Rehearsals;

namespace ReviewFlow.Host.Verbs;

/// <summary>Plays a definition on a moved clock: who would get what, and when, if nobody asked ever answered or each after some working days.</summary>
internal static class Simulate
{
    private const string Usage = "simulate <definition.json> --start yyyy-MM-dd [--calendar <id>] (--no-answers | --answers-after <working days>) [--late-by <working days>] [--input <json>] [--definitions <folder>]";

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        var given = new Arguments(args, "no-answers");
        if (given.Words is not [var file] || Answers(given) is not { Known: true } answers || Days(given["late-by"]) is not { Known: true } late || Input(given) is not { Known: true } input || !DateOnly.TryParseExact(given["start"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start))
            return Run.Complain(Usage, ExitCodes.Usage);
        var id = given["calendar"] ?? "england-and-wales";
        if (!UkCalendars.Shipped.TryGetValue(id, out var calendar))
            return Run.Complain($"There is no calendar '{id}'. There are {string.Join(", ", UkCalendars.Shipped.Keys.Order(StringComparer.Ordinal))}.", ExitCodes.Usage);
        if (!File.Exists(file)) return Run.Complain($"There is no file '{file}'.", ExitCodes.Failed);
        var facts = DefinitionFiles.Facts(id);
        var files = await DefinitionFiles.ReadAsync(file, given["definitions"], facts, cancellation);
        DefinitionFiles.Print(files.Problems, Console.Error);
        if (files.Definition is not { } definition) return Run.Complain($"'{file}' is refused.", ExitCodes.Failed);
        try
        {
            var setup = new RehearsalSetup(definition.DefinitionId, start, calendar) { AnswersAfter = answers.After, LateBy = late.Value, Input = input.Value };
            return Print(Rehearsal.Run(setup, files.All, facts));
        }
        catch (Exception failed) when (failed is ReviewFlowException or KeyNotFoundException or ArgumentException)
        {
            return Run.Complain(failed.Message, ExitCodes.Failed);
        }
    }

    private static (bool Known, int? After) Answers(Arguments given) =>
        given.Has("no-answers") ? (given["answers-after"] is null, null) : given["answers-after"] is null ? (false, null) : Days(given["answers-after"]);

    private static (bool Known, int? Value) Days(string? text) =>
        text is null ? (true, null) : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? (days <= Rehearsal.LongestAnswer, days) : (false, null);

    private static (bool Known, JsonObject? Value) Input(Arguments given)
    {
        if (given["input"] is not { } text) return (true, null);
        try
        {
            return JsonNode.Parse(text) is JsonObject value ? (true, value) : (false, null);
        }
        catch (JsonException)
        {
            return (false, null);
        }
    }

    private static int Print(RehearsalResult result)
    {
        var calendar = result.Setup.Calendar;
        Console.WriteLine($"{"When",-26} {"What",-9} {"Who",-44} About");
        foreach (var line in result.Events)
            Console.WriteLine($"{UkDates.Moment(calendar, line.At),-26} {RehearsalWords.Kind(line.Kind),-9} {line.Who,-44} {line.Words(calendar)}");
        Console.WriteLine();
        Console.WriteLine(result.Ending);
        return result.Failed ? ExitCodes.Failed : ExitCodes.Ok;
    }
}
