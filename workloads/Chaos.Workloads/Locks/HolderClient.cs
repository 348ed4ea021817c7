namespace Chaos.Workloads;

/// <summary>A client that takes its locks from the system and acts on the protected resource.</summary>
internal sealed class HolderClient(IClient inner, ProtectedResource resource) : ISessionClient
{
    /// <inheritdoc/>
    public ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken) =>
        invocation.F == LockOperations.Act
            ? new(resource.Act(invocation.Key ?? "", invocation.Value.AsInteger()))
            : inner.InvokeAsync(invocation, cancellationToken);

    /// <inheritdoc/>
    public void PauseKeepAlives() => (inner as ISessionClient)?.PauseKeepAlives();

    /// <inheritdoc/>
    public void ResumeKeepAlives() => (inner as ISessionClient)?.ResumeKeepAlives();

    /// <inheritdoc/>
    public void DelayKeepAlives(TimeSpan delay) => (inner as ISessionClient)?.DelayKeepAlives(delay);

    /// <inheritdoc/>
    public ValueTask AbandonAsync() => inner is ISessionClient session ? session.AbandonAsync() : inner.DisposeAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
