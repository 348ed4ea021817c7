using Chaos.Checking;

namespace Chaos.Workloads;

/// <summary>Elections of an application, with leases: candidates stand, ask who leads, and step down.</summary>
public sealed class LeaderElectionWorkload : IWorkload
{
    private const string Questions = "questions";
    private const double DefaultRatePerThread = 20;

    /// <inheritdoc/>
    public string Name => "leader-election";

    /// <inheritdoc/>
    public string Summary => "Each term has one leader, terms grow from leader to leader, and whoever asks sees the leader of that moment, or none.";

    /// <inheritdoc/>
    public string OperationType => ElectionOperations.TypeName;

    /// <inheritdoc/>
    public IReadOnlyList<OptionSpec> Parameters { get; } =
    [
        new(Questions, "3", "How often a leader asks who leads before it steps down; 0 to 1000."),
    ];

    /// <inheritdoc/>
    public WorkloadPlan CreatePlan(WorkloadSettings settings)
    {
        LoadLimits.Check(Name, settings);
        var questions = LoadLimits.Number(Name, settings.Parameters, Questions, 0, 1_000);
        var rate = settings.RatePerSecond > 0 ? settings.RatePerSecond : DefaultRatePerThread * settings.Concurrency;
        string[] functions = [ElectionOperations.Campaign, ElectionOperations.Observe];
        return new WorkloadPlan
        {
            Main = new ThreadGenerator<CandidatePlan.Candidate>(new CandidatePlan(settings.Keys, questions), (long)(settings.Concurrency * 1e9 / rate))
                .For(settings.TimeLimit),
            Final = keys => Generators.OnEachNode(keys.Select(ElectionOperations.ObserveOf)),
            Checkers = [new ElectionChecker(), new OperationCoverageChecker(functions)],
            Model = CheckerCatalog.Elections,
            Functions = functions,
        };
    }
}
