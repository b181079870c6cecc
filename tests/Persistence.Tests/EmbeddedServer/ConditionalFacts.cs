using Xunit;

namespace ReviewFlow.Persistence.Tests.EmbeddedServer;

sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "Looks into /proc.";
}

sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute() => Skip = Environment.IsPrivilegedProcess && OperatingSystem.IsLinux() ? null : "Needs root.";
}
