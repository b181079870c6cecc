namespace ReviewFlow.Host.Startup;

/// <summary>The host cannot start as it is set up. The message is meant for the person who started it.</summary>
/// <param name="what">What is wrong.</param>
/// <param name="remedy">What to do.</param>
/// <param name="inner">Where it was noticed.</param>
public sealed class StartRefusedException(string what, string remedy, Exception? inner = null)
    : Exception($"{what}{Environment.NewLine}  What to do: {remedy}", inner);
