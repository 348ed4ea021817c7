using System.Diagnostics.CodeAnalysis;

namespace Chaos;

/// <summary>Running nodes of one system, and the faults that the backend can do to them.</summary>
public interface ICluster : IAsyncDisposable
{
    /// <summary><c>docker</c> or <c>simulation</c>.</summary>
    string Backend { get; }

    /// <summary>The nodes, in the order of their names.</summary>
    IReadOnlyList<INode> Nodes { get; }

    /// <summary>A fault capability (<see cref="INetworkFaults"/>, <see cref="IProcessFaults"/>, ...), where this backend has it.</summary>
    bool TryGetFaults<TFaults>([NotNullWhen(true)] out TFaults? faults)
        where TFaults : class;

    /// <summary>The lines that a node writes to its log, from the beginning, over restarts, until cancelled.</summary>
    IAsyncEnumerable<NodeLogLine> FollowLogAsync(string node, CancellationToken cancellationToken);

    /// <summary>Writes logs, configuration and exit status of every node below <c>directory/NODE/</c>.</summary>
    ValueTask CollectAsync(string directory, CancellationToken cancellationToken);
}
