using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>The runs of a sweep, all of them resolved, in their shuffled order.</summary>
internal sealed record SweepPlan
{
    /// <summary>The backend of the simulator.</summary>
    public const string Simulation = "simulation";

    /// <summary>The curves, in the order of the page.</summary>
    public required IReadOnlyList<SweepSeries> Series { get; init; }

    /// <summary>The runs, in the order in which they are made.</summary>
    public required IReadOnlyList<SweepStep> Steps { get; init; }

    /// <summary>Plans a sweep.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="cores">The cores of the machine.</param>
    /// <exception cref="UsageException">A name or a value that makes no sense, a closed loop, or a warm-up as long as the run.</exception>
    public static SweepPlan Of(SweepRequest request, int cores)
    {
        Require(request);
        var series = (from system in request.Systems
                      from nemesis in request.Nemeses
                      select Blank(system, request.Common.Backend, nemesis, request.Nodes)).ToList();
        foreach (var one in series) Resolve(request, one);
        if (request.Common.Backend != Simulation && request.Nodes.Max() > cores) series.AddRange(References(request));
        var random = Randomness.FromSeed(request.Common.Seed).For("sweep");
        var steps = new List<SweepStep>();
        for (var repeat = 1; repeat <= request.Repeats; repeat++)
        {
            var all = from one in series from nodes in request.Nodes where WhyNot(one.Nemesis, nodes) is null select (one, nodes);
            foreach (var (one, nodes) in random.At(repeat).Shuffle(all))
                steps.Add(new(one, nodes, repeat, steps.Count + 1, RequestOf(request, one, nodes) with { Seed = request.Common.Seed + (ulong)(repeat - 1) }));
        }

        return new() { Series = series, Steps = steps };
    }

    /// <summary>Why a series does not have a size, in a sentence; null where it has.</summary>
    public static string? WhyNot(string nemesis, int nodes) => nemesis != "none" && (nodes - 1) / 2 == 0
        ? $"Does not apply: {nodes} {(nodes == 1 ? "node" : "nodes")} can lose none, so that any fault takes the quorum away."
        : null;

    private static void Require(SweepRequest request)
    {
        if (request.Common.RatePerSecond <= 0)
            throw new UsageException("A sweep needs open-loop load, so that a slow size cannot slow its own load down: give --rate a number above 0.");
        if (request.WarmUp >= request.Common.TimeLimit)
        {
            throw new UsageException(
                $"--warm-up {Durations.Format(request.WarmUp)} leaves nothing of --time-limit {Durations.Format(request.Common.TimeLimit)} to measure.");
        }
    }

    private static SweepSeries Blank(string system, string backend, string nemesis, IReadOnlyList<int> nodes) => new()
    {
        System = system,
        Backend = backend,
        Nemesis = nemesis,
        Sizes = nodes.Select(size => SweepSize.Of(size, [])).ToArray(),
    };

    private static void Resolve(SweepRequest request, SweepSeries series)
    {
        foreach (var size in series.Sizes) RunPlan.Resolve(RequestOf(request, series, size.Nodes));
    }

    // The simulator gives each node a core of its own, which this machine cannot.
    private static IEnumerable<SweepSeries> References(SweepRequest request)
    {
        foreach (var nemesis in request.Nemeses)
        {
            var reference = Blank(SweepRequest.Reference, Simulation, nemesis, request.Nodes) with { IsReference = true };
            try
            {
                Resolve(request, reference);
            }
            catch (UsageException)
            {
                continue; // the simulator does not have this fault
            }

            yield return reference;
        }
    }

    private static RunRequest RequestOf(SweepRequest request, SweepSeries series, int nodes) => request.Common with
    {
        System = series.System,
        Workload = null,
        Nemeses = series.Nemesis,
        Nodes = nodes,
        Backend = series.Backend,
        Options = series.IsReference ? new Dictionary<string, string>() : request.Common.Options,
    };
}
