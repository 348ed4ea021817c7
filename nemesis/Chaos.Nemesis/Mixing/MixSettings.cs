using System.Globalization;

namespace Chaos.Nemeses;

/// <summary>The parameters of the nemesis <c>mix</c>.</summary>
public sealed record MixSettings
{
    /// <summary>Its name on the command line.</summary>
    public const string Name = "mix";

    private const string All = "all";
    private static readonly TimeSpan ShortestPeriod = TimeSpan.FromSeconds(5);

    /// <summary>The families that it may take, in the order of the catalogue.</summary>
    public required IReadOnlyList<NemesisDescription> Families { get; init; }

    /// <summary>After the first round a new subset is drawn this often.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>How many families must bite, else coverage is unknown.</summary>
    public required int Least { get; init; }

    /// <summary>What the command line takes.</summary>
    public static IReadOnlyList<OptionSpec> Specs { get; } =
    [
        new("families", All, "The families that take part, joined by '+' (partition+kill+pause+client); all: those that break no promise."),
        new("period", "15s", "How often another subset of them is drawn after the first round, from 5s on."),
        new("least", "4", "How many families must bite; fewer named families: all of them."),
    ];

    /// <summary>The families that break no promise and may join.</summary>
    public static IReadOnlyList<NemesisDescription> Candidates { get; } =
        [.. NemesisCatalog.All.Where(family => family.JoinsMix && family.Breaks is BrokenPromise.None)];

    /// <summary>Reads the parameters.</summary>
    /// <exception cref="UsageException">One makes no sense.</exception>
    public static MixSettings Of(Options parameters)
    {
        var families = FamiliesOf(parameters["families"]!);
        var period = Durations.Parse($"option period of nemesis {Name}", parameters["period"]!);
        if (period < ShortestPeriod)
            throw new UsageException($"Nemesis {Name}: period={parameters["period"]} is too short for faults to begin and end: at least 5s.");
        var least = parameters["least"]!;
        if (!int.TryParse(least, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 1 || count > Candidates.Count)
            throw new UsageException($"Nemesis {Name}: least={least} must be a whole number from 1 to {Candidates.Count}.");
        if (parameters.IsGiven("least") && count > families.Count)
            throw new UsageException($"Nemesis {Name}: least={least} is more than the {families.Count} families that are named.");
        return new() { Families = families, Period = period, Least = Math.Min(count, families.Count) };
    }

    private static IReadOnlyList<NemesisDescription> FamiliesOf(string text)
    {
        if (text is All) return Candidates;
        var names = text.Split('+').Distinct(StringComparer.Ordinal).ToArray();
        foreach (var name in names)
        {
            if (NemesisCatalog.Get(name) is var family && !Candidates.Contains(family))
                throw new UsageException(
                    $"Nemesis {Name} does not take {name}: it breaks a promise of the environment, or is a nemesis for a run of its own. "
                    + $"Name it beside: --nemesis {name}.");
        }

        return [.. Candidates.Where(family => names.Contains(family.Name))];
    }
}
