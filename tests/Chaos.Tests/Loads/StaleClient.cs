namespace Chaos.Tests.Loads;

/// <summary>A client whose node lags behind: every fifth read gives what the read before saw.</summary>
internal sealed class StaleClient(IClient inner) : IClient
{
    private readonly Dictionary<string, Completion> seen = new(StringComparer.Ordinal);
    private int reads;

    public static OpenClient Around(OpenClient open) =>
        async (seat, cancelled) => new StaleClient(await open(seat, cancelled));

    public async ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var completion = await inner.InvokeAsync(invocation, cancellationToken);
        if (invocation.F != RegisterOperations.Read || completion.Type is not OperationType.Ok) return completion;
        var earlier = seen.GetValueOrDefault(invocation.Key!, completion);
        seen[invocation.Key!] = completion;
        return ++reads % 5 == 0 ? earlier : completion;
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
