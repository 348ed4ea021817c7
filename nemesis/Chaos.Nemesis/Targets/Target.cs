using System.Globalization;

namespace Chaos.Nemeses;

/// <summary>The common parameter <c>target</c>: whom a fault is aimed at, resolved from live roles when it is drawn.</summary>
internal sealed class Target
{
    /// <summary>The leader, one node and a minority in turn.</summary>
    public const string Any = "any";

    /// <summary>Who leads.</summary>
    public const string Leader = "leader";

    /// <summary>One node.</summary>
    public const string One = "one";

    /// <summary>As many nodes as may fail while a majority is left.</summary>
    public const string Minority = "minority";

    private const string Followers = "followers";
    private const string Majority = "majority";
    private const string All = "all";

    // Enough to hit upon the one minority that fits beside other faults, in any cluster of up to nine nodes.
    private const int Tries = 64;

    private static readonly string[] Words = [Any, One, Leader, Followers, Minority, Majority, All];
    private static readonly string[] AnyTurns = [Leader, One, Minority, One];

    private readonly string text;
    private readonly int? count;
    private readonly IReadOnlyList<string> names;

    private Target(string text, int? count, IReadOnlyList<string> names)
    {
        this.text = text;
        this.count = count;
        this.names = names;
    }

    /// <summary>Whether it never leaves a majority.</summary>
    public bool LeavesNoMajority => text is Followers or Majority or All;

    /// <summary>The specification of the parameter.</summary>
    public static OptionSpec Spec(string fallback, string meaning) => new(
        "target", fallback,
        $"{meaning}: one (a random node), leader, minority (the most that may fail), a number, or names joined by '+' (n1+n2); with "
        + "--beyond-quorum also followers, majority, all. 'any' takes leader, one and minority in turn.");

    /// <summary>Reads the parameter.</summary>
    /// <exception cref="UsageException">It is no target (with the nearest word), or needs <c>--beyond-quorum</c>.</exception>
    public static Target Parse(string nemesis, string text, bool beyondQuorum)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return count > 0
                ? new(text, count, [])
                : throw new UsageException($"Nemesis {nemesis}: target=0 aims at nothing. Give at least 1.");
        }

        if (!Words.Contains(text, StringComparer.Ordinal))
        {
            // Names of nodes carry a digit (n1); anything else is a mistyped word.
            var names = text.Split('+');
            return names.All(name => name.Any(char.IsAsciiDigit))
                ? new(text, null, [.. names.Distinct(StringComparer.Ordinal)])
                : throw new UsageException(NearestName.Unknown($"target of nemesis {nemesis}", text, Words));
        }

        var target = new Target(text, null, []);
        return target.LeavesNoMajority && !beyondQuorum
            ? throw new UsageException(
                $"Nemesis {nemesis}: target={text} leaves no majority, so that nothing can be done meanwhile. Add --beyond-quorum if "
                + "that is what you want, or take target=minority.")
            : target;
    }

    /// <summary>Says which named node does not exist; null where all do.</summary>
    public string? WhyUnavailable(string nemesis, ICluster cluster)
    {
        var known = cluster.Nodes.Select(node => node.Name).ToArray();
        return names.FirstOrDefault(name => !known.Contains(name, StringComparer.Ordinal)) is { } unknown
            ? $"Nemesis {nemesis}: {NearestName.Unknown("node", unknown, known)}"
            : null;
    }

    /// <summary>Whether this cycle aims at the leader.</summary>
    public bool WantsLeader(DrawScene scene) => WordOf(scene) is Leader or Followers;

    /// <summary>The choices among the live nodes, most wanted first.</summary>
    public IEnumerable<TargetDraw> Draws(DrawScene scene)
    {
        if (names.Count > 0) return [new("named", names)];
        if (count is { } number) return Subsets(scene, number, text);
        var wanted = OfWord(scene, WordOf(scene));
        return text is Any ? wanted.Concat(OfWord(scene, One)) : wanted;
    }

    private static IEnumerable<TargetDraw> OfWord(DrawScene scene, string word) => word switch
    {
        Leader => scene.Leader is { } leader && !scene.Down.Contains(leader) ? [new(Leader, [leader])] : [],
        Followers => scene.Leader is { } leader
            ? [new(Followers, [.. scene.Live.Where(node => node != leader)])]
            : [],
        Minority => Enumerable.Range(0, scene.Minority)
            .SelectMany(less => Subsets(scene, scene.Minority - less, Minority)),
        Majority => Subsets(scene, (scene.Nodes.Count / 2) + 1, Majority),
        All => [new(All, scene.Live)],
        _ => scene.Random.For("one").Shuffle(scene.Live).Select(node => new TargetDraw(One, [node])),
    };

    private static IEnumerable<TargetDraw> Subsets(DrawScene scene, int size, string role) => scene.Live.Count < size
        ? []
        : Enumerable.Range(0, size == 0 ? 0 : Tries).Select(i => new TargetDraw(
            role, [.. scene.Random.For("subset").At(i).Shuffle(scene.Live).Take(size).Order(StringComparer.Ordinal)]));

    private string WordOf(DrawScene scene) => text is Any ? scene.Turn(AnyTurns) : text;
}
