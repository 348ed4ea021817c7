namespace Chaos.Systems.Kafka;

/// <summary>Kafka's options, read and checked together.</summary>
internal sealed record KafkaSettings
{
    /// <summary>The replicas of a partition at most.</summary>
    public const int MostReplicas = 3;

    private const string All = "all";
    private const string Dynamic = "dynamic";
    private const string Static = "static";

    private static readonly PackagedVersions versions = new(KafkaSystem.SystemName, ("4.3.1", ""));

    /// <summary>The version that runs.</summary>
    public required string Version { get; init; }

    /// <summary>Whose word an append waits for: <c>all</c> in sync, the leader's (<c>1</c>), or nobody's (<c>0</c>).</summary>
    public required string Acks { get; init; }

    /// <summary>
    /// Whether the brokers recognise a message that the client library sends again. Without it a message may be there twice: whatever its settings,
    /// the library sends it again when the leader of the partition changes, and the one before may have appended it.
    /// </summary>
    public required bool Idempotence { get; init; }

    /// <summary>How many replicas must be in sync for an append with <c>acks=all</c>.</summary>
    public required int MinInSync { get; init; }

    /// <summary>How long the controllers wait for a silent broker before they replace it as leader, ms.</summary>
    public required int SessionMs { get; init; }

    /// <summary>The replicas of a partition.</summary>
    public required int Replicas { get; init; }

    /// <summary>Whether each append is a transaction of its own.</summary>
    public required bool Transactions { get; init; }

    /// <summary>How many controllers there are that are nothing else; 0 where every node is broker and controller.</summary>
    public required int Controllers { get; init; }

    /// <summary>
    /// Whether the controllers agree on who votes (KIP-853), so that voters can be changed; false where the configuration says it, once for all.
    /// </summary>
    public required bool DynamicQuorum { get; init; }

    /// <summary>Whether an acknowledged append is on a quorum of its replicas.</summary>
    public bool WaitsForQuorum => WaitsForFollowers && MinInSync > Replicas / 2;

    /// <summary>Whether an append waits for those that follow the leader.</summary>
    public bool WaitsForFollowers => Acks == All;

    /// <summary>What Kafka takes.</summary>
    public static IReadOnlyList<OptionSpec> Specs { get; } =
    [
        new("version", versions.Default, "Version of Kafka, as numbers with dots, from 4.0 on."),
        new("acks", All, "Whose word an append waits for: all replicas in sync, the leader's alone (1), or nobody's (0).") { Choices = [All, "1", "0"] },
        new("idempotence", null, "Whether the brokers recognise a message that the client library sends again; yes needs acks=all. "
            + "Default: yes with acks=all, as Kafka's own clients have it; else no.")
        {
            Choices = ["yes", "no"],
        },
        new("transactions", "no", "Whether each append is a transaction of its own; yes needs acks=all and idempotence.") { Choices = ["no", "yes"] },
        new("min-insync-replicas", "2", "How many replicas must be in sync for an append with acks=all; 1 to 3, at most the number of nodes."),
        new("controllers", "0", "How many controllers there are apart from the brokers, named c1, c2, ...; 0: every node is both.")
        {
            Choices = ["0", "1", "3", "5"],
        },
        new("quorum", null, "Whether the controllers that vote can be changed (dynamic, needs controllers apart), or are fixed by the configuration (static). "
            + "Default: dynamic with controllers apart, else static.")
        {
            Choices = [Dynamic, Static],
        },
        new("session-ms", "9000", "How long the controllers wait for a silent broker, in ms, from 2000 to 60000."),
    ];

    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">A value makes no sense, or they do not fit together.</exception>
    public static KafkaSettings Of(Options options, int nodeCount)
    {
        var replicas = Math.Min(MostReplicas, nodeCount);
        var least = NumberOption.Read(options, KafkaSystem.SystemName, "min-insync-replicas", 1, MostReplicas);
        var settings = new KafkaSettings
        {
            Version = versions.Check(options["version"]),
            Acks = options["acks"]!,
            Idempotence = (options["idempotence"] ?? (options["acks"] is All ? "yes" : "no")) is "yes",
            // One broker alone has one replica, whatever the default says.
            MinInSync = options.IsGiven("min-insync-replicas") ? least : Math.Min(least, replicas),
            SessionMs = NumberOption.Read(options, KafkaSystem.SystemName, "session-ms", 2_000, 60_000),
            Replicas = replicas,
            Transactions = options["transactions"] is "yes",
            Controllers = options["controllers"]![0] - '0',
            DynamicQuorum = (options["quorum"] ?? (options["controllers"] is "0" ? Static : Dynamic)) is Dynamic,
        };
        if (settings.MinInSync > replicas)
            throw new UsageException($"Option min-insync-replicas of system kafka is {least}, but a partition has {replicas} replicas on {nodeCount} nodes.");
        if (settings is { DynamicQuorum: true, Controllers: 0 })
        {
            throw new UsageException("Option quorum=dynamic of system kafka needs controllers apart, since a broker's data would go with the vote. "
                + "Add --opt controllers=3.");
        }

        if (settings is { Transactions: true, Idempotence: false })
        {
            throw new UsageException(
                $"Option transactions=yes of system kafka needs acks=all and idempotence=yes, but acks is {settings.Acks} and idempotence "
                + $"{options["idempotence"] ?? "no"}.");
        }

        return settings.Idempotence && settings.Acks != All
            ? throw new UsageException($"Option idempotence=yes of system kafka needs acks=all, but acks is {settings.Acks}.")
            : settings;
    }
}
