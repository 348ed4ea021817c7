namespace Chaos.Nemeses;

/// <summary>
/// Reads the argument of <c>--nemesis</c>: families separated by commas, each with its parameters after colons,
/// <c>kill:target=leader:every=1s,partition:shape=isolated-leader:for=20s</c>. <c>none</c> alone means no nemesis.
/// </summary>
public static class NemesisArguments
{
    /// <summary>Reads and checks the argument; whether the parameters fit together is told when the nemesis is created.</summary>
    /// <exception cref="UsageException">
    /// An unknown family, parameter or value (with the nearest one), a parameter without a value, or a family named twice.
    /// </exception>
    public static IReadOnlyList<NemesisRequest> Parse(string text)
    {
        if (text.Trim() is "none" or "") return [];
        var requests = text.Split(',', StringSplitOptions.TrimEntries).Select(One).ToArray();
        if (requests.Length > 1 && requests.Any(request => request.IsMix))
            throw new UsageException(
                "--nemesis mix takes families by itself and stands alone. Write --nemesis mix, choose with mix:families=kill+pause, or name "
                + "the families without it.");
        return requests.GroupBy(request => request.Name).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new UsageException(
                $"--nemesis names {twice.Key} {twice.Count()} times. Each family has one lane: name it once, with its parameters.")
            : requests;
    }

    /// <summary>A request from a name and its parameters, as a suite file has them.</summary>
    /// <exception cref="UsageException">As <see cref="Parse"/>.</exception>
    public static NemesisRequest Request(string name, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var description = NemesisCatalog.Get(name);
        return new(description, Options.Create($"nemesis {name}", description.Parameters, parameters));
    }

    /// <summary>
    /// A request from a name and all the parameters that were in force in a stored run. What is a default today counts as not given: some
    /// parameters may not be given beside others.
    /// </summary>
    /// <exception cref="UsageException">As <see cref="Parse"/>.</exception>
    public static NemesisRequest Stored(string name, IEnumerable<KeyValuePair<string, string?>> parameters)
    {
        var specs = NemesisCatalog.Get(name).Parameters.ToDictionary(spec => spec.Name, spec => spec.Default);
        return Request(name, parameters
            .Where(parameter => parameter.Value is not null && specs.GetValueOrDefault(parameter.Key) != parameter.Value)
            .Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value!)));
    }

    private static NemesisRequest One(string text)
    {
        if (text.Length == 0)
            throw new UsageException("--nemesis has an empty name between its commas. Write for instance --nemesis partition,kill.");
        var parts = text.Split(':');
        return Request(parts[0], parts.Skip(1).Select(part => Parameter(parts[0], part)));
    }

    private static KeyValuePair<string, string> Parameter(string nemesis, string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && equals < text.Length - 1
            ? new(text[..equals], text[(equals + 1)..])
            : throw new UsageException(
                $"--nemesis {nemesis}: '{text}' is not a parameter. Write name=value, for instance {nemesis}:every=10s.");
    }
}
