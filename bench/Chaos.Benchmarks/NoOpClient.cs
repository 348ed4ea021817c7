namespace Chaos.Benchmarks;

/// <summary>Answers at once: what is measured is the harness alone.</summary>
internal sealed class NoOpClient : IClient
{
    public ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Completion.Ok(invocation.Value));

    public ValueTask DisposeAsync() => default;
}
