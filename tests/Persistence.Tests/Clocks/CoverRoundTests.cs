using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Notices;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Tests.Disputes;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Clocks;

/// <summary>What a new day brings by itself.</summary>
public sealed class CoverRoundTests : DisputeStory
{
    [Fact]
    public async Task ATable_ThatEndsWithinAYear_IsToldToTheAdministratorsOnce()
    {
        await ItIs(London(2027, 12, 30, 9));
        await GoesRound();
        (await Told()).ShouldBe(0);
        await EverybodySleepsUntil(London(2028, 1, 3, 9));
        await GoesRound();
        await GoesRound();

        (await Told()).ShouldBe(3, "one for each calendar");
    }

    private Task GoesRound()
    {
        var notices = new ServiceNotices(Source, Organisation, Clock);
        return new CoverRound(Organisation, Facts, new UncoveredWork(Source, Organisation, Cases, Clock), notices, Clock).RunAsync();
    }

    private async Task<int> Told()
    {
        await using var context = Context();
        return await context.Notices.CountAsync(n => n.Template == "holiday-table-ending" && n.PersonId == "sam-okoro");
    }
}
