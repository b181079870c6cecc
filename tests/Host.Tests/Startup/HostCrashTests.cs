using System.Diagnostics;
using System.Net;
using Npgsql;
using ReviewFlow.Host.Tests.Api;
using ReviewFlow.Host.Tests.Verbs;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Startup;

/// <summary>
/// The built host and its server, killed at work and started again: what was acknowledged is there, once, and nothing else.
/// Three times each; <c>REVIEWFLOW_CRASHES=20</c> in the environment makes it twenty.
/// </summary>
public sealed class HostCrashTests
{
    private const string Nadia = "nadia-petrov-lane";

    private const int DemoCases = 18;

    [Fact]
    public async Task KillHost_WhileCasesAreOpened_KeepsWhatWasAcknowledgedOnce()
    {
        var host = new ChildHost();
        var opened = new Dictionary<string, string?>();
        try
        {
            for (var time = 1; time <= ChildHost.Times; time++)
            {
                await using var life = await (host = host.Again()).StartAsync();
                using var nadia = await RunningHost.SignInAsync(life.Client(), Nadia);
                for (var n = 0; n < 3 + time % 5; n++) await OpenAsync(nadia, opened, Guid.NewGuid().ToString("N"));
                var lost = Guid.NewGuid().ToString("N");
                var answer = OpenAsync(nadia, opened, lost);
                life.Kill();
                await answer;
            }

            await using var last = await host.Again().StartAsync();
            using var again = await RunningHost.SignInAsync(last.Client(), Nadia);
            foreach (var (operation, caseId) in opened.ToList())
            {
                await OpenAsync(again, opened, operation);
                opened[operation].ShouldNotBeNull();
                if (caseId is not null) opened[operation].ShouldBe(caseId);
            }

            (await last.CountAsync("select count(*) from cases")).ShouldBe(DemoCases + opened.Count);
            (await last.CountAsync("select count(*) from cases c where status = 'Open' and not exists (select from work_tasks t where t.case_id = c.id and t.status = 'Open') and not exists (select from timers t where t.case_id = c.id)")).ShouldBe(0);
            await last.StopAsync();
            await IsWholeAsync(last);
        }
        finally
        {
            host.Delete();
        }
    }

    [Fact]
    public async Task KillHost_WhileTheDemoIsPlayed_IsPlayedToItsEnd()
    {
        for (var time = 1; time <= (ChildHost.Times + 2) / 3; time++)
        {
            var host = new ChildHost();
            try
            {
                var far = 5 + time * 17 % 60;
                host.Launch();
                await host.UntilAsync(() => HasPlayedAsync(host, far));
                host.Kill();

                await using var second = await host.Again().StartAsync();

                (await second.CountAsync("select count(*) from cases")).ShouldBe(DemoCases);
                (await second.CountAsync("select count(*) from cases where status = 'Ended'")).ShouldBe(1);
                (await second.CountAsync("select count(*) from incidents")).ShouldBe(0);
                (await second.CountAsync("select count(*) from settings where key = 'demo.unfinished'")).ShouldBe(0);
                await second.StopAsync();
                await IsWholeAsync(second);
            }
            finally
            {
                host.Delete();
            }
        }
    }

    [Fact]
    public async Task KillServer_UnderALivingHost_ComesBackByItself()
    {
        var host = new ChildHost();
        try
        {
            await using var life = await host.StartAsync();
            using var nadia = await RunningHost.SignInAsync(life.Client(), Nadia);
            var opened = new Dictionary<string, string?>();
            for (var time = 1; time <= ChildHost.Times; time++)
            {
                await OpenAsync(nadia, opened, Guid.NewGuid().ToString("N"));
                foreach (var id in life.ServerProcesses()) Kill(id);
                var seen = new HashSet<HttpStatusCode>();
                await life.UntilAsync(async () =>
                {
                    using var page = await nadia.GetAsync(new Uri("/my-work", UriKind.Relative));
                    seen.Add(page.StatusCode);
                    return page.StatusCode == HttpStatusCode.OK;
                });
                seen.ShouldBeSubsetOf([HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable]);
                (await life.CountAsync("select count(*) from cases")).ShouldBe(DemoCases + time);
            }

            opened.Values.ShouldAllBe(id => id != null);
        }
        finally
        {
            host.Delete();
        }
    }

    [Fact]
    public async Task StopHost_WhileItStarts_TakesTheServerAlong()
    {
        var host = new ChildHost();
        try
        {
            host.Launch();
            await host.UntilAsync(() => HasPlayedAsync(host, 3));
            File.Exists(host.PostmasterFile).ShouldBeTrue();

            await host.StopAsync();

            File.Exists(host.PostmasterFile).ShouldBeFalse();
            host.Said.ShouldNotContain("   at ");
        }
        finally
        {
            await host.DisposeAsync();
            host.Delete();
        }
    }

    // Acknowledged: the case's id. Otherwise null: nobody knows, and the same operation is asked again later.
    private static async Task OpenAsync(HttpClient client, Dictionary<string, string?> opened, string operation)
    {
        opened.TryAdd(operation, null);
        try
        {
            var answer = await client.CallAsync("/api/cases", new { operationId = operation, definitionId = "sioc", subjectId = "robin", reason = "Tried" });
            if (answer.Status == 503) return;
            answer.Status.ShouldBe(201, answer.Body?.ToJsonString());
            opened[operation] = answer["caseId"];
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // Killed before it could answer.
        }
    }

    private static async Task<bool> HasPlayedAsync(ChildHost host, int operations)
    {
        try
        {
            return await host.CountAsync("select count(*) from operations") >= operations;
        }
        catch (Exception e) when (e is IOException or NpgsqlException or ArgumentException or InvalidOperationException or FormatException)
        {
            // Neither the server nor its tables are there yet.
            return false;
        }
    }

    private static async Task IsWholeAsync(ChildHost host)
    {
        var verified = await Command.RunAsync(["verify", .. host.Settings]);
        verified.Code.ShouldBe(0, verified.Output + verified.Errors);
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // A child that noticed its parent's death was quicker.
        }
    }
}
