using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using ReviewFlow.Persistence;

namespace ReviewFlow.Design;

/// <summary>The model for "dotnet ef migrations add"; it never connects.</summary>
public sealed class DesignTimeContext : IDesignTimeDbContextFactory<ReviewFlowDbContext>
{
    public ReviewFlowDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<ReviewFlowDbContext>().UseNpgsql("Host=nowhere").Options);
}
