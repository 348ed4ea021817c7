namespace Chaos.Tests.Runs;

/// <summary>A client that does what a test says.</summary>
internal sealed class ScriptedClient(Func<Invocation, CancellationToken, ValueTask<Completion>> invoke) : IClient
{
    public Action OnDispose { get; init; } = () => { };

    public static OpenClient Opens(Func<ClientSeat, Invocation, CancellationToken, ValueTask<Completion>> invoke) =>
        (seat, _) => ValueTask.FromResult<IClient>(new ScriptedClient((invocation, cancelled) => invoke(seat, invocation, cancelled)));

    public ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken) =>
        invoke(invocation, cancellationToken);

    public ValueTask DisposeAsync()
    {
        OnDispose();
        return default;
    }
}
