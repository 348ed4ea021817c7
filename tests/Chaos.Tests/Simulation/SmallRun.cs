using Chaos.Campaigns;
using Chaos.Simulation;
using Chaos.Systems;
using Chaos.Workloads;

namespace Chaos.Tests.Simulation;

/// <summary>A short run of the workload register on one of our own systems in simulation, without the files and probes of a whole run.</summary>
internal sealed record SmallRun
{
    public required TestOutcome Outcome { get; init; }

    public required EventCounts Events { get; init; }

    public required IReadOnlyList<string> Crashes { get; init; }

    public static SmallRun Execute(
        ulong seed, int nodes = 5, double seconds = 5, double rate = 500, SimulationWeather? weather = null, bool encodes = false,
        string bug = "none", int spares = 0, string systemName = "raft",
        Func<SimulatedCluster, VirtualTime, Task>? meanwhile = null) => VirtualTime.Run(async time =>
    {
        var clock = new RunClock(time);
        var system = (IProgramSystem)SystemCatalog.All.Single(one => one.Name == systemName);
        var options = Options.Create(
            $"system {systemName}", system.Options, bug == "none" ? [] : [KeyValuePair.Create("bug", bug)]);
        await using var cluster = SimulatedCluster.Start(new()
        {
            Time = time,
            Recipe = WithSpares(system.CreateRecipe(options, nodes), spares),
            Programs = system.CreatePrograms(options),
            Clock = clock,
            Random = Randomness.FromSeed(seed).For("simulation"),
            Weather = weather,
            EncodesMessages = encodes,
        });
        var members = cluster.Nodes.ToDictionary(node => node.Name);
        await using var connection = system.Connect(cluster, options, clock);
        var workload = WorkloadCatalog.All.Single(one => one.Name == "register");
        var (_, shape) = WorkloadArgument.Parse(system.DefaultWorkload);
        var plan = workload.CreatePlan(new()
        {
            RatePerSecond = rate,
            Concurrency = 2 * nodes,
            Keys = 4,
            TimeLimit = TimeSpan.FromSeconds(seconds),
            Parameters = Options.Create("workload register", workload.Parameters, shape),
        });
        var other = meanwhile?.Invoke(cluster, time) ?? Task.CompletedTask;
        var outcome = await VirtualTimeRunner.RunAsync(time, new()
        {
            Name = "small",
            Seed = seed,
            Nodes = [.. members.Keys],
            Concurrency = 2 * nodes,
            Generator = plan.Main,
            FinalGenerator = plan.Final,
            TimeLimit = TimeSpan.FromSeconds(seconds),
            OperationDeadline = TimeSpan.FromSeconds(2),
            OpenClient = (seat, token) => connection.OpenClientAsync(RegisterOperations.TypeName, members[seat.Node], token),
        }, clock, null, CancellationToken.None);
        await other;
        return new SmallRun { Outcome = outcome, Events = cluster.Events, Crashes = cluster.Crashes };
    });

    // The last nodes do not vote at first.
    private static SystemRecipe WithSpares(SystemRecipe recipe, int spares)
    {
        var all = recipe.Groups[0];
        return spares == 0 ? recipe : recipe with
        {
            Groups =
            [
                all with { Nodes = [.. all.Nodes.SkipLast(spares)] },
                all with { Name = "spares", Voters = false, Nodes = [.. all.Nodes.TakeLast(spares)] },
            ],
        };
    }
}
