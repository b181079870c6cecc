using System.Diagnostics;
using System.Globalization;
using ReviewFlow.Timers.Bench;

var perSecond = Number(0, 200);
var seconds = Number(1, 30);
var hosts = Number(2, 1);

Console.WriteLine($"{perSecond} timers due each second for {seconds} s, {hosts} host(s), PostgreSQL with fsync.");
await using var office = await Office.OpenAsync(hosts);
var due = await office.FillAsync(perSecond, seconds);
var cpu = Process.GetCurrentProcess().TotalProcessorTime;
await office.WorkUntilAsync(due.Count);
var spent = Process.GetCurrentProcess().TotalProcessorTime - cpu;
var lags = await office.LagsAsync(due);
Console.WriteLine(FormattableString.Invariant($"fired {lags.Count} of {due.Count}; lag p50 {Percentile(0.5):F0} ms, p99 {Percentile(0.99):F0} ms, latest {lags[^1]:F0} ms, earliest {lags[0]:F1} ms; fired twice {await office.TwiceAsync()}; CPU of the host(s) {spent.TotalMilliseconds / due.Count:F2} ms each"));
return Percentile(0.99) <= 1000 && lags.Count == due.Count && lags[0] >= 0 ? 0 : 1;

double Percentile(double part) => lags[Math.Min(lags.Count - 1, (int)(lags.Count * part))];

int Number(int place, int usual) => args.Length > place ? int.Parse(args[place], CultureInfo.InvariantCulture) : usual;
