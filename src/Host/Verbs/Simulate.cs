using System.Globalization;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Time;
using ReviewFlow.Host.Startup;
using ReviewFlow.Workflows.Calendars;

namespace ReviewFlow.Host.Verbs;

/// <summary>Plays a definition on a moved clock: who would get what, and when, if nobody asked ever answered.</summary>
internal static class Simulate
{
    private const string Usage = "simulate <definition.json> --start yyyy-MM-dd [--calendar <id>] --no-answers [--definitions <folder>]";

    private static readonly TimeOnly s_morning = new(9, 0);

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        var given = new Arguments(args, "no-answers");
        if (given.Words is not [var file] || !given.Has("no-answers") || !DateOnly.TryParseExact(given["start"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start))
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
            var simulation = new Simulation(files.All, facts, calendar, LocalTime.ToUtc(calendar, start, s_morning));
            simulation.Play(definition.DefinitionId);
            return Print(simulation, calendar);
        }
        catch (Exception failed) when (failed is ReviewFlowException or KeyNotFoundException or ArgumentException)
        {
            return Run.Complain(failed.Message, ExitCodes.Failed);
        }
    }

    private static int Print(Simulation simulation, WorkingDayCalendar calendar)
    {
        Console.WriteLine($"{"When",-22} {"What",-9} {"Who",-44} About");
        foreach (var line in simulation.Lines)
            Console.WriteLine($"{Words(calendar, line.At),-22} {line.What,-9} {line.Who,-44} {line.About}{(line.DueAt is { } due ? $" (due {Words(calendar, due)})" : "")}");
        Console.WriteLine();
        Console.WriteLine(simulation.Ending);
        return simulation.Failed ? ExitCodes.Failed : ExitCodes.Ok;
    }

    private static string Words(WorkingDayCalendar calendar, DateTimeOffset moment) =>
        LocalTime.DayOf(calendar, moment).ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture) + LocalTime.TimeOf(calendar, moment).ToString(" HH:mm", CultureInfo.InvariantCulture);
}
