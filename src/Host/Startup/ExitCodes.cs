namespace ReviewFlow.Host.Startup;

/// <summary>What the process answers to the shell.</summary>
public static class ExitCodes
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int NoDatabase = 3;
}
