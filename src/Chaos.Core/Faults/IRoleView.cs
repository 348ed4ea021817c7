namespace Chaos;

/// <summary>What is known about the nodes' roles at this moment, from the running samples.</summary>
public interface IRoleView
{
    /// <summary>The node that most recently said of itself that it leads; null while none did within the last two seconds.</summary>
    string? Leader { get; }

    /// <summary>The voting nodes.</summary>
    IReadOnlyList<string> Voters { get; }

    /// <summary>
    /// Waits for the next election and names who won it, as soon as the node's log or a sample of its role tells. Default: where nobody
    /// watches elections, it ends by cancellation only.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    async Task<string> NextElectionAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        throw new InvalidOperationException("An endless wait ended.");
    }
}
