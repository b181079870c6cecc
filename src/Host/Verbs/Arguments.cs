namespace ReviewFlow.Host.Verbs;

/// <summary>Words of a command line: those that stand alone, and <c>--name value</c> or <c>--name=value</c>.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);

    private readonly List<string> _words = [];

    /// <summary>Takes them apart.</summary>
    /// <param name="args">The words after the command's name.</param>
    /// <param name="flags">Options without a value.</param>
    public Arguments(string[] args, params string[] flags)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal)) _words.Add(args[i]);
            else if (args[i].Split('=', 2) is [var name, var value]) _options[name[2..]] = value;
            else if (flags.Contains(args[i][2..]) || i + 1 == args.Length) _options[args[i][2..]] = "";
            else _options[args[i][2..]] = args[++i];
        }
    }

    public IReadOnlyList<string> Words => _words;

    public string? this[string option] => _options.GetValueOrDefault(option);

    public bool Has(string option) => _options.ContainsKey(option);
}
