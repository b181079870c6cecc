namespace ReviewFlow.Engine.Definitions;

/// <summary>Whether a new instance may begin while others run.</summary>
public enum ActivationStrategy
{
    /// <summary>Always. The default.</summary>
    Always,

    /// <summary>Only one running instance of the definition.</summary>
    Singleton,

    /// <summary>Only one running instance of the definition for each correlation id.</summary>
    CorrelatedSingleton,

    /// <summary>Only while no instance of any definition runs with the same correlation id.</summary>
    Correlation,
}
