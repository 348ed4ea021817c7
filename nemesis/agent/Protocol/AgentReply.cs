namespace Chaos.Agent;

/// <summary>The answer to one request. Besides the times only what the request asked for is set.</summary>
internal sealed partial record AgentReply
{
    /// <summary>The id of the request; 0 where the line was so broken that no id could be read.</summary>
    public required long Id { get; init; }

    /// <summary>When the agent began with the request: its monotonic clock, ns.</summary>
    public required long FromNs { get; init; }

    /// <summary>When the agent was done and its effect in force: its monotonic clock, ns.</summary>
    public required long ToNs { get; init; }

    /// <summary>The agent's wall clock at <see cref="ToNs"/>, ns since 1970-01-01 UTC.</summary>
    public required long WallNs { get; init; }

    /// <summary>Why the request failed, in a sentence; null on success. What was done before the failure may be in force.</summary>
    public string? Error { get; init; }

    /// <summary>Answer to hello.</summary>
    public AgentIdentity? Identity { get; init; }

    /// <summary>Answer to cut and cut-state: the cuts in the kernel.</summary>
    public IReadOnlyList<CutSource>? Cut { get; init; }

    /// <summary>Answer to probe, one per target.</summary>
    public IReadOnlyList<ProbeSent>? Sent { get; init; }

    /// <summary>Answer to seen: one per source from which at least one datagram came.</summary>
    public IReadOnlyList<ProbeSeen>? Seen { get; init; }

    /// <summary>Answer to processes and signal.</summary>
    public IReadOnlyList<AgentProcess>? Processes { get; init; }

    /// <summary>Answer to doctor.</summary>
    public IReadOnlyList<AgentFinding>? Findings { get; init; }
}
