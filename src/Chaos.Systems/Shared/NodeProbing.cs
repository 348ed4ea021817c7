using System.Text.Json;

namespace Chaos.Systems;

/// <summary>
/// Asks nodes and writes down what they said, with the interval of the asking. A question has a deadline; without an answer the
/// observation says why.
/// </summary>
internal sealed class NodeProbing(RunClock clock)
{
    // A leader that is missing for longer than this is worth an observation; a quorum needs a little more.
    private static readonly TimeSpan roleWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan quorumWithin = TimeSpan.FromSeconds(2);

    /// <summary>Whether the node serves: the question gives what is wrong, or null.</summary>
    public async ValueTask<Observation> HealthAsync(
        INode node, Func<CancellationToken, Task<string?>> findIllness, CancellationToken cancellationToken)
    {
        var (illness, error, sentNs, receivedNs) = await AskAsync(findIllness, quorumWithin, cancellationToken);
        return new()
        {
            Kind = ObservationKind.Health,
            Node = node.Name,
            SentNs = sentNs,
            ReceivedNs = receivedNs,
            Healthy = error is null && illness is null,
            Detail = error ?? illness,
        };
    }

    /// <summary>The node's role.</summary>
    public async ValueTask<Observation> RoleAsync(
        INode node, bool isEvidence, Func<CancellationToken, Task<RoleView>> ask, CancellationToken cancellationToken)
    {
        var (view, error, sentNs, receivedNs) = await AskAsync(ask, roleWithin, cancellationToken);
        return new()
        {
            Kind = ObservationKind.Role,
            Node = node.Name,
            SentNs = sentNs,
            ReceivedNs = receivedNs,
            Role = view?.Role ?? NodeRole.Unknown,
            Term = view?.Term,
            Leader = view?.Leader,
            IsEvidence = isEvidence && view is { Role: NodeRole.Leader, Term: not null },
            Detail = error ?? view?.Detail,
        };
    }

    /// <summary>The members as the node sees them.</summary>
    public async ValueTask<Observation> MembersAsync(
        INode node, Func<CancellationToken, Task<IReadOnlyList<string>?>> ask, CancellationToken cancellationToken)
    {
        var (members, error, sentNs, receivedNs) = await AskAsync(ask, quorumWithin, cancellationToken);
        return new()
        {
            Kind = ObservationKind.Membership,
            Node = node.Name,
            SentNs = sentNs,
            ReceivedNs = receivedNs,
            Members = members is null ? null : [.. members.Order(StringComparer.Ordinal)],
            Detail = error,
        };
    }

    /// <summary>The version that a server reports.</summary>
    /// <exception cref="ClusterException">There was no answer.</exception>
    public async ValueTask<string> VersionAsync(
        string system, INode node, Func<CancellationToken, Task<string>> ask, CancellationToken cancellationToken)
    {
        var (version, error, _, _) = await AskAsync(ask, quorumWithin, cancellationToken);
        return version ?? throw new ClusterException(
            $"Node {node.Name} did not tell its version of {system}: {error}. Its log in the run's folder may say why.");
    }

    /// <summary>What a node tells of its own state.</summary>
    /// <param name="what">What is asked for, for the message: <c>its state</c>, say.</param>
    /// <param name="node">The node.</param>
    /// <param name="ask">Asks it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ClusterException">There was no answer.</exception>
    public async ValueTask<T> TellAsync<T>(string what, INode node, Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        var (answer, error, _, _) = await AskAsync(ask, quorumWithin, cancellationToken);
        return error is null ? answer! : throw new ClusterException($"{node.Name} did not tell {what}: {error}.");
    }

    /// <summary>An election that a line of a node's log tells; its interval begins at the node's own wall clock, unless that is ahead.</summary>
    public Observation Election(in NodeLogLine line, long term, DateTimeOffset? at, string? detail = null) => new()
    {
        Kind = ObservationKind.Election,
        Node = line.Node,
        SentNs = WrittenNs(line, at),
        ReceivedNs = line.ReceivedNs,
        Role = NodeRole.Leader,
        Term = term,
        Leader = line.Node,
        IsEvidence = true,
        Detail = detail,
    };

    /// <summary>A snapshot that a line of a node's log tells of; its interval is that of <see cref="Election"/>.</summary>
    public Observation Snapshot(in NodeLogLine line, string detail, DateTimeOffset? at) => new()
    {
        Kind = ObservationKind.Snapshot,
        Node = line.Node,
        SentNs = WrittenNs(line, at),
        ReceivedNs = line.ReceivedNs,
        Detail = detail,
    };

    private long WrittenNs(in NodeLogLine line, DateTimeOffset? at) => Math.Clamp(
        at is { } wall ? (wall - clock.WallAtStart).Ticks * TimeSpan.NanosecondsPerTick : line.ReceivedNs, 0, line.ReceivedNs);

    private async Task<(T? Answer, string? Error, long SentNs, long ReceivedNs)> AskAsync<T>(
        Func<CancellationToken, Task<T>> ask, TimeSpan within, CancellationToken cancellationToken)
    {
        var sentNs = clock.NowNs;
        using var late = new CancellationTokenSource(within, clock.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            var answer = await ask(either.Token);
            return (answer, null, sentNs, clock.NowNs);
        }
        catch (Exception e) when (e is ProbeException or CallException or IOException or ObjectDisposedException)
        {
            return (default, late.IsCancellationRequested ? Silence(within) : e.Message, sentNs, clock.NowNs);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or OverflowException)
        {
            // What a server says in the midst of a change may have another form. That is no reason to end a run.
            return (default, $"an answer that could not be read ({e.Message})", sentNs, clock.NowNs);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return (default, Silence(within), sentNs, clock.NowNs);
        }
    }

    private static string Silence(TimeSpan within) => $"no answer within {within.TotalMilliseconds:0} ms";
}
