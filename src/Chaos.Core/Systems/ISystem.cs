namespace Chaos;

/// <summary>A thing under test: how to start it, how to know that it is ready, who leads, how to speak to it, what it promises.</summary>
public interface ISystem
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>What it is, in a sentence.</summary>
    string Summary { get; }

    /// <summary>The options it takes (<c>--opt name=value</c>).</summary>
    IReadOnlyList<OptionSpec> Options { get; }

    /// <summary>The workload when none is asked for.</summary>
    string DefaultWorkload { get; }

    /// <summary>The types of operations that its client speaks, for instance <see cref="RegisterOperations.TypeName"/>.</summary>
    IReadOnlyList<string> OperationTypes { get; }

    /// <summary>
    /// Whether it tells, anywhere, who became leader in which term, so that two leaders of one term would be seen. Where it does not, a run
    /// is not judged by that. Default: yes.
    /// </summary>
    bool TellsElections => true;

    /// <summary>
    /// Whether a client's operations are carried out by the node that it is pinned to, or through it. Where clients go on to whoever leads, as
    /// those of Kafka and of Sentinel do, a history does not tell on which side of a cut an operation was acknowledged. Default: yes.
    /// </summary>
    bool ClientsStay => true;

    /// <summary>
    /// Whether a node tells, in its log, when it takes its state from a snapshot that another one sent, so that a run can tell how a node was
    /// healed. Default: no.
    /// </summary>
    bool TellsSnapshots => false;

    /// <summary>
    /// How long a node that is started again, or reached again, may take to serve, before a scenario calls it late; null for a few seconds. Scenarios
    /// last longer by the difference. Default: null.
    /// </summary>
    TimeSpan? ServesAgainWithin => null;

    /// <summary>How to start it, as data.</summary>
    /// <exception cref="UsageException">The options do not fit together, or the number of nodes is not possible.</exception>
    SystemRecipe CreateRecipe(Options options, int nodeCount);

    /// <summary>Connects probes and clients to a started cluster.</summary>
    ISystemConnection Connect(ICluster cluster, Options options, RunClock clock);

    /// <summary>What it promises under these options.</summary>
    IReadOnlyList<Claim> Claims(Options options);
}
