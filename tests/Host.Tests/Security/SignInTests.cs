using System.Globalization;
using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Schema.Rows;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Security;

public sealed class SignInTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Password = "a long enough passphrase";

    [Fact]
    public async Task SignIn_TenWrongPasswords_LocksTheAccountAndSaysNoMoreThanOtherwise()
    {
        await GivePasswordAsync("joel-anand");
        using var client = host.Client();
        var answers = new HashSet<string>();
        for (var guess = 0; guess < 10; guess++) answers.Add(await WordsAsync(client, "joel-anand", $"wrong {guess}"));
        answers.Add(await WordsAsync(client, "nobody-of-this-name", "wrong"));

        var right = await TryAsync(client, "joel-anand", Password);

        right.StatusCode.ShouldBe(HttpStatusCode.OK, "the account is locked, whatever is typed");
        answers.Add(await Words(right));
        answers.ShouldHaveSingleItem().ShouldContain("not right");
    }

    [Fact]
    public async Task SignIn_RightPassword_OpensMyWorkAndTheCookieIsForTheServerOnly()
    {
        await GivePasswordAsync("tom-reyes");
        using var client = host.Client();

        var answer = await TryAsync(client, "tom-reyes", Password);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("reviewflow=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(9.9, false)]
    [InlineData(10, true)]
    [InlineData(24, true)]
    public void Session_AfterHours_IsOverAfterTen(double hours, bool over)
    {
        var since = new DateTimeOffset(2026, 6, 16, 8, 0, 0, TimeSpan.Zero);
        var session = new AuthenticationProperties(new Dictionary<string, string?> { ["since"] = since.ToString("O", CultureInfo.InvariantCulture) });

        SessionLimit.IsOver(session, since.AddHours(hours)).ShouldBe(over);
        SessionLimit.IsOver(new AuthenticationProperties(), since).ShouldBeTrue();
    }

    private async Task GivePasswordAsync(string person)
    {
        await using var scope = host.Host.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = await accounts.FindByNameAsync(person) ?? throw new InvalidOperationException($"There is no {person}.");
        (await accounts.AddPasswordAsync(account, Password)).Succeeded.ShouldBeTrue();
    }

    private static async Task<string> WordsAsync(HttpClient client, string name, string password) => await Words(await TryAsync(client, name, password));

    private static async Task<string> Words(HttpResponseMessage answer)
    {
        using var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        return page.QuerySelector(".govuk-error-summary")!.TextContent.Trim();
    }

    private static async Task<HttpResponseMessage> TryAsync(HttpClient client, string name, string password)
    {
        using var page = new HtmlParser().ParseDocument(await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative)));
        var token = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var typed = new FormUrlEncodedContent([new("UserName", name), new("Password", password), new("__RequestVerificationToken", token)]);
        return await client.PostAsync(new Uri("/sign-in", UriKind.Relative), typed);
    }
}

/// <summary>On a host of its own: afterwards nobody can sign in for a minute.</summary>
public sealed class GuessLimitTests(RunningHost host) : IClassFixture<RunningHost>
{
    [Fact]
    public async Task SignIn_GuessingOverManyAccounts_IsSlowedDown()
    {
        using var client = host.Client();
        var statuses = new List<HttpStatusCode>();
        for (var guess = 0; guess <= 2 * GuessLimit.Tries && !statuses.Contains(HttpStatusCode.TooManyRequests); guess++)
        {
            // Without the form's token each is refused, but it is a try all the same, and a quick one.
            using var form = new FormUrlEncodedContent([new("UserName", $"somebody-{guess}"), new("Password", "guess")]);
            using var answer = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
            statuses.Add(answer.StatusCode);
        }

        statuses[^1].ShouldBe(HttpStatusCode.TooManyRequests);
        statuses.SkipLast(1).ShouldAllBe(s => s == HttpStatusCode.BadRequest);
    }
}
