using Chaos.Checking;
using Chaos.Nemeses;
using Chaos.Workloads;

namespace Chaos.Campaigns;

/// <summary>A request with every name resolved and every value checked: what can be found wrong before anything starts is found here.</summary>
public sealed record RunPlan
{
    /// <summary>What was asked for.</summary>
    public required RunRequest Request { get; init; }

    /// <summary>The system.</summary>
    public required ISystem System { get; init; }

    /// <summary>Its options.</summary>
    public required Options SystemOptions { get; init; }

    /// <summary>How to start it.</summary>
    public required SystemRecipe Recipe { get; init; }

    /// <summary>The workload.</summary>
    public required IWorkload Workload { get; init; }

    /// <summary>Its parameters.</summary>
    public required Options WorkloadParameters { get; init; }

    /// <summary>The workload made ready for this run.</summary>
    public required WorkloadPlan Load { get; init; }

    /// <summary>The nemeses as they were asked for.</summary>
    public required IReadOnlyList<NemesisRequest> Nemeses { get; init; }

    /// <summary>The mix that was asked for; null where none was.</summary>
    public MixSettings? Mix => Nemeses.FirstOrDefault(nemesis => nemesis.IsMix) is { } mix ? MixSettings.Of(mix.Parameters) : null;

    /// <summary>The nemeses that get a lane: those that were asked for, with a mix replaced by its families once the backend was asked.</summary>
    public IReadOnlyList<NemesisRequest> Lanes { get; init; } = [];

    /// <summary>The families that a mix leaves out, each with the reason.</summary>
    public IReadOnlyDictionary<string, string> LeftOut { get; init; } = new Dictionary<string, string>();

    /// <summary>The scenario that it plays; null for none.</summary>
    public Scenario? Scenario { get; init; }

    /// <summary>What the run repeats; null where it is no replay.</summary>
    public ReplaySource? Replay { get; init; }

    /// <summary>What the nemeses need of the cluster before the start.</summary>
    public ClusterNeeds ClusterNeeds =>
        Lanes.Aggregate(ClusterNeeds.None, (needs, nemesis) => needs.And(nemesis.ClusterNeeds));

    /// <summary>Client threads.</summary>
    public required int Concurrency { get; init; }

    /// <summary>The names of all nodes.</summary>
    public IReadOnlyList<string> Nodes => Recipe.Groups.SelectMany(group => group.Nodes).ToArray();

    /// <summary>The names of the nodes that clients are opened at.</summary>
    public IReadOnlyList<string> ClientNodes => Recipe.Groups.Where(group => group.ServesClients).SelectMany(group => group.Nodes).ToArray();

    /// <summary>The names of the nodes that vote.</summary>
    public IReadOnlyList<string> Voters => Recipe.Groups.Where(group => group.Voters).SelectMany(group => group.Nodes).ToArray();

    /// <summary>What the system promises about this workload; null where it says nothing.</summary>
    public Claim? Claim => System.Claims(SystemOptions).FirstOrDefault(claim => claim.Workload == Workload.Name);

    /// <summary>Everyone who judges: the workload's checkers, leadership, then coverage and recovery.</summary>
    public IReadOnlyList<IChecker> Checkers =>
    [
        .. Load.Checkers,
        .. System.TellsElections ? new IChecker[] { new NoSplitBrainChecker(GroupOf) } : [],
        .. Recipe.TellsDigests && Voters.Count > 1 ? new[] { new ReplicaAgreementChecker() } : [],
        .. Scenario is null || Replay is not null
            ? NoCheckers
            : [new ScenarioChecker(Scenario, System.ClientsStay, System.TellsSnapshots, System.ServesAgainWithin)],
        FaultChecker,
        new RecoveryChecker(Nodes, Request.RecoveryLimit),
    ];

    private static IReadOnlyList<IChecker> NoCheckers => [];

    private IChecker FaultChecker => this switch
    {
        { Replay: { } replay } => new ReplayCoverageChecker([.. replay.Faults.Select(stored => stored.Fault)]),
        { Scenario: { } scenario } => new ReplayCoverageChecker([.. scenario.Faults.Select(stored => stored.Fault)]),
        { Mix: { } mix } => new MixCoverageChecker(mix.Least),
        _ => new FaultCoverageChecker(Nemeses.Select(nemesis => nemesis.Name).ToArray()),
    };

    // Spare nodes may have joined meanwhile, and lead.
    private string? GroupOf(string node) =>
        Recipe.WithSpareNodes(ClusterNeeds.SpareNodes).Groups
            .FirstOrDefault(group => group.Voters && group.Nodes.Concat(group.SpareNodes).Contains(node))?.Name;

    /// <summary>Resolves a request.</summary>
    /// <exception cref="UsageException">A name or a value that does not exist or makes no sense.</exception>
    public static RunPlan Resolve(RunRequest request)
    {
        var scenario = request.Scenario is { } name ? Scenarios.Of(name) : null;
        if (scenario is not null) request = scenario.ApplyTo(request);
        var system = Find("system", request.System, AllSystems.All, system => system.Name);
        if (scenario is not null && system.ServesAgainWithin is { } slow)
            request = request with { TimeLimit = scenario.TimeLimit + slow - Campaigns.Scenario.ServeWithin };
        BackendChoice.Check(request.Backend, system);
        var options = Options.Create($"system {system.Name}", system.Options, request.Options);
        var (workloadName, given) = WorkloadArgument.Parse(request.Workload ?? system.DefaultWorkload);
        var workload = Find("workload", workloadName, WorkloadCatalog.All, workload => workload.Name);
        if (!system.OperationTypes.Contains(workload.OperationType, StringComparer.Ordinal))
        {
            throw new UsageException(
                $"The workload {workload.Name} needs {workload.OperationType} operations, which the client of {system.Name} does not "
                + $"speak. It speaks: {string.Join(", ", system.OperationTypes)}.");
        }

        var parameters = Options.Create($"workload {workload.Name}", workload.Parameters, given);
        var concurrency = request.ConcurrencyOn(request.Nodes);
        var nemeses = NemesisArguments.Parse(request.Nemeses);
        foreach (var nemesis in nemeses) nemesis.Check(request.BeyondQuorum);
        var recipe = system.CreateRecipe(options, request.Nodes);
        if (scenario is not null) CheckOneGroup(recipe, "a scenario's faults are written");
        if (nemeses.Any(nemesis => nemesis.IsMix) && !request.BeyondQuorum
            && recipe.Groups.Any(group => (group.Voters || group.NeedsMajority) && group.Nodes.Count < 3))
            throw new UsageException(
                "--nemesis mix needs at least 3 voters: with fewer every fault leaves no majority. Add --nodes 3 or more, or --beyond-quorum.");
        return new()
        {
            Request = request,
            Scenario = scenario,
            System = system,
            SystemOptions = options,
            Recipe = recipe,
            Workload = workload,
            WorkloadParameters = parameters,
            Nemeses = nemeses,
            Lanes = [.. nemeses.Where(nemesis => !nemesis.IsMix)],
            Concurrency = concurrency,
            Load = LoadOf(request, workload, concurrency, parameters),
        };
    }

    /// <summary>Refuses nodes in several groups: who is in a majority by name, or by half, would not be in one.</summary>
    /// <param name="recipe">How the system is started.</param>
    /// <param name="what">What is made for one group, as a clause.</param>
    /// <exception cref="UsageException">There is more than one group.</exception>
    public static void CheckOneGroup(SystemRecipe recipe, string what)
    {
        if (recipe.Groups.Count <= 1) return;
        throw new UsageException(
            $"With these options {recipe.System} has {recipe.Groups.Count} groups of nodes, and {what} for one group that votes. "
            + "Leave the option that makes another group out.");
    }

    /// <summary>The plan on a backend: a mix gets the families that can be had.</summary>
    /// <exception cref="ClusterException">A nemesis that was asked for cannot work there; the message says why and how to mend it.</exception>
    public RunPlan On(IFaultSupport faults)
    {
        foreach (var nemesis in Lanes)
        {
            if (nemesis.Description.WhyNotOn(Recipe) is { } lack)
                throw new ClusterException($"The nemesis {nemesis.Name} is not available with {System.Name}: {lack} Leave it out.");
            if (nemesis.SupportOn(faults) is { IsAvailable: false } support)
                throw new ClusterException(
                    $"The nemesis {nemesis.Name} is not available here: {support.Reason} See './chaos doctor', or leave it out.");
        }

        if (faults.Of(ClusterNeeds) is { IsAvailable: false } together)
            throw new ClusterException($"What the nemeses need cannot be prepared together: {together.Reason} Leave one of them out.");
        if (Replay is not null || Mix is not { } mix) return this;
        var choice = MixChoice.Of(mix, faults, Recipe);
        return choice.Taken.Count >= mix.Least
            ? this with { Lanes = choice.Taken, LeftOut = choice.LeftOut }
            : throw new ClusterException(
                $"The mix asks for {mix.Least} families, and only {choice.Taken.Count} can be had: "
                + $"{string.Join(" ", choice.LeftOut.Select(family => $"{family.Key}: {family.Value}"))} See './chaos doctor', or ask for "
                + "fewer with mix:least=N.");
    }

    private static WorkloadPlan LoadOf(RunRequest request, IWorkload workload, int concurrency, Options parameters)
    {
        var load = workload.CreatePlan(new()
        {
            RatePerSecond = request.RatePerSecond,
            Concurrency = concurrency,
            Keys = request.Keys,
            TimeLimit = request.TimeLimit,
            Parameters = parameters,
        });
        return !request.StopOnViolation || CheckerCatalog.IsModel(load.Model)
            ? load
            : throw new UsageException(
                $"--stop-on-violation follows histories by a model, and the workload {workload.Name} is judged by an invariant at the end. "
                + "Leave the option out.");
    }

    private static T Find<T>(string what, string name, IReadOnlyList<T> all, Func<T, string> nameOf) =>
        all.FirstOrDefault(one => nameOf(one) == name)
        ?? throw new UsageException(NearestName.Unknown(what, name, all.Select(nameOf)));
}
