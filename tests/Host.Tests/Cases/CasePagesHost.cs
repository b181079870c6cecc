using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReviewFlow.Persistence;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Cases;

/// <summary>The whole host on a database of its own, with the demo county and its cases.</summary>
public sealed class CasePagesHost : IAsyncLifetime
{
    private readonly RunningHost _host = new();

    public IServiceProvider Services => _host.Host.Services;

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    /// <summary>Signs a demo person in.</summary>
    public async Task<Visitor> AsAsync(string person)
    {
        var visitor = new Visitor(new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = _host.Address });
        var answer = await visitor.PostAsync("/sign-in", "/sign-in?handler=Demo", ("person", person));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return visitor;
    }

    /// <summary>Asks the database.</summary>
    public async Task<T> DbAsync<T>(Func<ReviewFlowDbContext, Task<T>> ask)
    {
        await using var scope = Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<ReviewFlowDbContext>());
    }

    /// <summary>The newest case of a child that began as this definition or has a step of it.</summary>
    public Task<string> CaseAsync(string subject, string definition) => DbAsync(db => db.Cases
        .Where(c => c.SubjectId == subject && db.Instances.Any(i => i.CaseId == c.Id && i.DefinitionId == definition))
        .OrderByDescending(c => c.OpenedAt).Select(c => c.Id).FirstAsync());
}

/// <summary>One signed-in person's browser.</summary>
public sealed class Visitor(HttpClient client)
{
    public Task<HttpResponseMessage> GetAsync(string path) => client.GetAsync(new Uri(path, UriKind.Relative));

    public async Task<IDocument> PageAsync(string path)
    {
        var answer = await GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{path}: {text}");
        return new HtmlParser().ParseDocument(text);
    }

    /// <summary>Posts a form of a page with that page's token.</summary>
    public async Task<HttpResponseMessage> PostAsync(string page, string path, params (string Name, string Value)[] fields)
    {
        var document = new HtmlParser().ParseDocument(await (await GetAsync(page)).Content.ReadAsStringAsync());
        var token = document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token)).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        return await client.PostAsync(new Uri(path, UriKind.Relative), content);
    }
}

[CollectionDefinition(Name)]
public sealed class CasePages : ICollectionFixture<CasePagesHost>
{
    public const string Name = "Case pages";
}
