using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ReviewFlow.Persistence.Audits;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Forms;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Cases;

public class SigningTests(CaseWorld world) : IClassFixture<CaseWorld>
{
    [Fact]
    public async Task Sign_WhatWasShown_StoresEvidenceAndLocksTheSection()
    {
        var (opened, shown) = await SavedAsync();
        var task = await world.TaskAsync(opened.CaseId);

        var done = (await world.CompleteAsync(task, CaseWorld.Nadia, signature: Given(shown))).ShouldBeOfType<CaseOutcome.Done>();

        await using var context = world.Context();
        var signature = await context.Signatures.SingleAsync(s => s.CaseId == opened.CaseId);
        signature.SignerName.ShouldBe("Nadia Petrov-Lane");
        signature.ContentHash.ShouldBe(shown);
        signature.SignedLocal.ShouldStartWith("Mon 2 Mar 2026");
        done.Result["signature"]!.ToString().ShouldBe(signature.Id);
        (await context.Documents.SingleAsync(d => d.CaseId == opened.CaseId)).SignatureId.ShouldBe(signature.Id);
    }

    [Fact]
    public async Task Sign_ChangedSinceShown_IsConflictAndNothingIsStored()
    {
        var (opened, shown) = await SavedAsync();
        await SaveAsync(opened, 1, "Changed in between");

        var outcome = await world.CompleteAsync(await world.TaskAsync(opened.CaseId), CaseWorld.Nadia, signature: Given(shown));

        outcome.ShouldBeOfType<CaseOutcome.Refused>().Kind.ShouldBe(RefusalKind.Conflict);
        await using var context = world.Context();
        (await context.Signatures.AnyAsync(s => s.CaseId == opened.CaseId)).ShouldBeFalse();
    }

    [Fact]
    public async Task Sign_ReauthenticatedElevenMinutesAgo_IsForbidden()
    {
        var (opened, shown) = await SavedAsync();

        var outcome = await world.CompleteAsync(
            await world.TaskAsync(opened.CaseId), CaseWorld.Nadia, signature: Given(shown) with { AuthenticatedAt = TimeProvider.System.GetUtcNow().AddMinutes(-11) });

        outcome.ShouldBeOfType<CaseOutcome.Refused>().Kind.ShouldBe(RefusalKind.Forbidden);
    }

    [Fact]
    public async Task Sign_ReauthenticatedNineMinutesAgo_IsGoodForSeveralActs()
    {
        var given = TimeProvider.System.GetUtcNow().AddMinutes(-9);
        for (var act = 0; act < 2; act++)
        {
            var (opened, shown) = await SavedAsync();
            (await world.CompleteAsync(await world.TaskAsync(opened.CaseId), CaseWorld.Nadia, signature: Given(shown) with { AuthenticatedAt = given })).ShouldBeOfType<CaseOutcome.Done>();
        }
    }

    [Fact]
    public async Task ActOnTask_ExcludedByFourEyes_IsForbidden()
    {
        var opened = await world.OpenAsync("four-eyes");
        var task = await world.TaskAsync(opened.CaseId);
        task.AssigneeId.ShouldBe("grace");
        task.Excluded.ShouldBe(["nadia"]);

        var toNadia = await world.Cases.ApplyAsync(new ReassignTask(CaseWorld.Key(), CaseWorld.Grace, task.Id, task.Revision, "nadia", "Busy"));

        toNadia.ShouldBeOfType<CaseOutcome.Refused>().Kind.ShouldBe(RefusalKind.Forbidden);
        (await world.CompleteAsync(task, CaseWorld.Nadia)).ShouldBeOfType<CaseOutcome.Refused>().Kind.ShouldBe(RefusalKind.Forbidden);
    }

    [Theory]
    [InlineData("update audit set actor_id = 'sian' where case_id = $1 and number = 2", 2)]
    [InlineData("update audit_payloads set payload = '{}' where case_id = $1 and number = 1", 1)]
    [InlineData("delete from audit where case_id = $1 and number = 2", 2)]
    [InlineData("delete from audit where case_id = $1 and number = (select max(number) from audit where case_id = $1)", 3)]
    public async Task VerifyAsync_RowTampered_NamesTheLink(string tampering, int number)
    {
        var (opened, _) = await SavedAsync();
        await SaveAsync(opened, 1, "Once more");
        var verifier = new AuditVerifier(world.Source);
        (await verifier.VerifyAsync(opened.CaseId)).ShouldBeEmpty();

        await using var connection = new NpgsqlConnection(world.OwnerAddress);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(tampering, connection) { Parameters = { new() { Value = opened.CaseId } } };
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);

        (await verifier.VerifyAsync(opened.CaseId)).ShouldHaveSingleItem().Break.Number.ShouldBe(number);
    }

    private async Task<(CaseOutcome.Done Opened, string Shown)> SavedAsync()
    {
        var opened = await world.OpenAsync("signing");
        await SaveAsync(opened, 0, "What is signed");
        var form = await world.Definitions.FormAsync("about", 1);
        var shown = CanonicalContent.Of(form, ["about"], [new SectionContent("about", 1, new JsonObject { ["summary"] = "What is signed" })]);
        return (opened, shown.Hash);
    }

    private async Task SaveAsync(CaseOutcome.Done opened, int version, string text) =>
        (await world.Cases.ApplyAsync(new SaveSections(CaseWorld.Key(), CaseWorld.Nadia, opened.InstanceId!, [new SectionSave("about", version, new JsonObject { ["summary"] = text })])))
            .ShouldBeOfType<CaseOutcome.Done>();

    private static SignatureGiven Given(string hash) => new("demo", TimeProvider.System.GetUtcNow(), hash, "I have read it.");
}
