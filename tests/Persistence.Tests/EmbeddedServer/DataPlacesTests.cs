using ReviewFlow.Persistence.EmbeddedServer;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.EmbeddedServer;

public class DataPlacesTests
{
    [Fact]
    public void DataRoot_ContentRootInACheckout_LiesAtItsRoot()
    {
        var checkout = Directory.CreateTempSubdirectory("reviewflow-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(checkout, "ReviewFlow.sln"), "");
            var contentRoot = Directory.CreateDirectory(Path.Combine(checkout, "src", "Host")).FullName;

            DataPlaces.DataRoot(contentRoot).ShouldBe(Path.Combine(checkout, "data"));
            DataPlaces.BinariesRoot(contentRoot).ShouldBe(Path.Combine(contentRoot, "node_modules"));
        }
        finally
        {
            Directory.Delete(checkout, recursive: true);
        }
    }

    [Fact]
    public void FindRoot_ContentRootElsewhere_IsThatOfTheProgram() =>
        AppContext.BaseDirectory.ShouldStartWith(DataPlaces.FindRoot(Path.GetTempPath()) + Path.DirectorySeparatorChar);
}
