namespace Chaos;

/// <summary>Options by name, checked against their specifications when made.</summary>
public sealed class Options
{
    private readonly Dictionary<string, string> given;
    private readonly Dictionary<string, OptionSpec> specs;

    private Options(Dictionary<string, OptionSpec> specs, Dictionary<string, string> given)
    {
        this.specs = specs;
        this.given = given;
    }

    /// <summary>All values in force, defaults included, in the order of the specifications.</summary>
    public IReadOnlyDictionary<string, string?> Effective =>
        specs.Keys.ToDictionary(name => name, name => this[name]);

    /// <summary>The value of an option: as given, else its default.</summary>
    public string? this[string name] => given.TryGetValue(name, out var value) ? value : specs[name].Default;

    /// <summary>Whether the user gave a value.</summary>
    public bool IsGiven(string name) => given.ContainsKey(name);

    /// <summary>Checks and keeps what was given.</summary>
    /// <param name="owner">Whose options they are, for messages: <c>system etcd</c>.</param>
    /// <param name="specs">What the owner takes.</param>
    /// <param name="given">What the user gave.</param>
    /// <exception cref="UsageException">An unknown name (with the nearest one), or a value that is not among the choices.</exception>
    public static Options Create(
        string owner, IEnumerable<OptionSpec> specs, IEnumerable<KeyValuePair<string, string>> given)
    {
        var known = specs.ToDictionary(spec => spec.Name, StringComparer.Ordinal);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in given)
        {
            if (!known.TryGetValue(name, out var spec))
                throw new UsageException(NearestName.Unknown($"option of {owner}", name, known.Keys));
            if (spec.Choices.Count > 0 && !spec.Choices.Contains(value, StringComparer.Ordinal))
                throw new UsageException(NearestName.Unknown($"value of option {name} of {owner}", value, spec.Choices));
            values[name] = value;
        }

        return new Options(known, values);
    }
}
