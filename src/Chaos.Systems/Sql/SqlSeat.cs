namespace Chaos.Systems;

/// <summary>A process' connection to the server that its operations go to, made when it is needed; any error ends it.</summary>
/// <param name="open">Makes a connection.</param>
internal sealed class SqlSeat(Func<CancellationToken, Task<SqlLink>> open)
{
    private SqlLink? link;

    /// <summary>Carries out one operation.</summary>
    /// <param name="isRead">Whether it changes nothing, so that an error is a fail.</param>
    /// <param name="work">The operation; waits for no cancellation itself.</param>
    /// <param name="cancellationToken">The operation is given up.</param>
    public async ValueTask<Completion> RunAsync(bool isRead, Func<SqlLink, Task<Completion>> work, CancellationToken cancellationToken)
    {
        try
        {
            link ??= await open(cancellationToken);
            return await link.WaitAsync(work(link), cancellationToken);
        }
        catch (CallException e)
        {
            Close();
            return e.Complete(isRead);
        }
        catch (OperationCanceledException)
        {
            Close();
            throw;
        }
    }

    /// <summary>Lets go of the connection.</summary>
    public void Close()
    {
        link?.Close();
        link = null;
    }
}
