using ReviewFlow.Conformance;

if (args.Length != 1)
{
    Console.Error.WriteLine("Usage: dotnet run --project tests/Conformance -- <folder with manifest.json>");
    return 2;
}

var skips = SkipList.Read(Path.Combine(AppContext.BaseDirectory, "skipped.json"));
var (passed, failed, skipped) = (0, 0, 0);
foreach (var test in Corpus.Read(args[0]))
{
    if (skips.ReasonFor(test) is { } reason)
    {
        skipped++;
        Console.WriteLine($"SKIP {test.Id}: {reason}");
        continue;
    }

    var failures = CaseRun.Check(test);
    if (failures.Count == 0) passed++;
    else failed++;
    Console.WriteLine(failures.Count == 0 ? $"PASS {test.Id}" : $"FAIL {test.Id}: {string.Join("; ", failures)}");
}

Console.WriteLine($"{passed} passed, {failed} failed, {skipped} skipped");
return failed == 0 && passed > 0 ? 0 : 1;
