using Chaos.Checking;
using Chaos.Nemeses;
using Chaos.Systems;
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

    /// <summary>The nemeses.</summary>
    public required IReadOnlyList<NemesisRequest> Nemeses { get; init; }

    /// <summary>What the nemeses need of the cluster before the start.</summary>
    public ClusterNeeds ClusterNeeds =>
        Nemeses.Aggregate(ClusterNeeds.None, (needs, nemesis) => needs.And(nemesis.ClusterNeeds));

    /// <summary>Client threads.</summary>
    public required int Concurrency { get; init; }

    /// <summary>The names of all nodes.</summary>
    public IReadOnlyList<string> Nodes => Recipe.Groups.SelectMany(group => group.Nodes).ToArray();

    /// <summary>The names of the nodes that vote.</summary>
    public IReadOnlyList<string> Voters => Recipe.Groups.Where(group => group.Voters).SelectMany(group => group.Nodes).ToArray();

    /// <summary>What the system promises about this workload; null where it says nothing.</summary>
    public Claim? Claim => System.Claims(SystemOptions).FirstOrDefault(claim => claim.Workload == Workload.Name);

    /// <summary>Everyone who judges: the workload's checkers, then coverage and recovery.</summary>
    public IReadOnlyList<IChecker> Checkers =>
    [
        .. Load.Checkers,
        new FaultCoverageChecker(Nemeses.Select(nemesis => nemesis.Name).ToArray()),
        new RecoveryChecker(Nodes, Request.RecoveryLimit),
    ];

    /// <summary>Resolves a request.</summary>
    /// <exception cref="UsageException">A name or a value that does not exist or makes no sense.</exception>
    public static RunPlan Resolve(RunRequest request)
    {
        if (request.Backend != "docker")
            throw new UsageException(NearestName.Unknown("backend", request.Backend, ["docker"]));
        var system = Find("system", request.System, SystemCatalog.All, system => system.Name);
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
        foreach (var nemesis in nemeses) nemesis.Create(new FaultBudget(request.BeyondQuorum));
        return new()
        {
            Request = request,
            System = system,
            SystemOptions = options,
            Recipe = system.CreateRecipe(options, request.Nodes),
            Workload = workload,
            WorkloadParameters = parameters,
            Nemeses = nemeses,
            Concurrency = concurrency,
            Load = workload.CreatePlan(new()
            {
                RatePerSecond = request.RatePerSecond,
                Concurrency = concurrency,
                Keys = request.Keys,
                TimeLimit = request.TimeLimit,
                Parameters = parameters,
            }),
        };
    }

    /// <summary>Stops before any node starts where a nemesis that was asked for cannot work on this backend.</summary>
    /// <exception cref="ClusterException">One cannot; the message says what is missing and how to mend it.</exception>
    public void ThrowIfUnavailable(IFaultSupport faults)
    {
        foreach (var nemesis in Nemeses)
        {
            if (nemesis.SupportOn(faults) is { IsAvailable: false } lack)
                throw new ClusterException(
                    $"The nemesis {nemesis.Name} is not available here: {lack.Reason} See './chaos doctor', or leave it out.");
        }

        if (faults.Of(ClusterNeeds) is { IsAvailable: false } together)
            throw new ClusterException($"What the nemeses need cannot be prepared together: {together.Reason} Leave one of them out.");
    }

    private static T Find<T>(string what, string name, IReadOnlyList<T> all, Func<T, string> nameOf) =>
        all.FirstOrDefault(one => nameOf(one) == name)
        ?? throw new UsageException(NearestName.Unknown(what, name, all.Select(nameOf)));
}
