namespace Chaos.Systems;

/// <summary>A client's place at one server: its connection, made when it is needed and again after it broke.</summary>
internal sealed class NatsSeat(NodeDialer dialer) : IDisposable
{
    private NatsLink? link;

    /// <summary>Carries out an operation; an error becomes its completion.</summary>
    public async ValueTask<Completion> RunAsync(
        bool isRead, Func<NatsLink, CancellationToken, Task<Completion>> run, CancellationToken cancellationToken)
    {
        try
        {
            link ??= await NatsLink.OpenAsync(dialer, cancellationToken);
            return await run(link, cancellationToken);
        }
        catch (CallException e)
        {
            if (e.EndsConnection) Dispose();
            return e.Complete(isRead);
        }
        catch (OperationCanceledException)
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        link?.Dispose();
        link = null;
    }
}
