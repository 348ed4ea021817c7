namespace Chaos;

/// <summary>
/// One process' connection to one node. It sends each operation at most once: no retry, no redirect that sends again, no
/// failover. An exception means that nobody knows (info), unless the client proves that nothing happened and answers fail.
/// </summary>
public interface IClient : IAsyncDisposable
{
    /// <summary>Carries out one operation.</summary>
    /// <param name="invocation">What to do.</param>
    /// <param name="cancellationToken">Signalled when the scheduler gave the operation up; the answer is then only a note.</param>
    ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken);
}
