namespace Chaos.Tests.Runs;

/// <summary>
/// Registers in memory behind a pretended network: answers take a drawn time, nodes crash, and a crash while an operation is on its
/// way leaves its outcome open. It counts what it applied, so that a test can compare with the history.
/// </summary>
internal sealed class MemoryStore(RunClock clock, ulong seed, int latencyUs)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Value> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> crashes = new(StringComparer.Ordinal);
    private readonly HashSet<string> down = new(StringComparer.Ordinal);
    private readonly Randomness random = Randomness.FromSeed(seed).For("store");

    public long Applied { get; private set; }

    public long Received { get; private set; }

    public int OpenClients { get; private set; }

    public ValueTask<IClient> OpenAsync(ClientSeat seat, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (down.Contains(seat.Node)) throw new IOException($"{seat.Node} refuses");
            OpenClients++;
        }

        return ValueTask.FromResult<IClient>(new StoreClient(this, seat));
    }

    public void Crash(string node)
    {
        lock (gate)
        {
            down.Add(node);
            crashes[node] = crashes.GetValueOrDefault(node) + 1;
        }
    }

    public void Restart(string node)
    {
        lock (gate) down.Remove(node);
    }

    private Completion Apply(Invocation invocation)
    {
        lock (gate)
        {
            Applied++;
            var key = invocation.Key ?? "";
            var present = values.GetValueOrDefault(key);
            switch (invocation.F)
            {
                case RegisterOperations.Read:
                    return Completion.Ok(present);
                case RegisterOperations.Write:
                    values[key] = invocation.Value;
                    return Completion.Ok(invocation.Value);
                default:
                    var (expected, next) = RegisterOperations.CasArguments(invocation.Value);
                    if (present != expected) return Completion.Mismatch(present);
                    values[key] = next;
                    return Completion.Ok(invocation.Value);
            }
        }
    }

    private (bool IsDown, int Crashes) StateOf(string node)
    {
        lock (gate) return (down.Contains(node), crashes.GetValueOrDefault(node));
    }

    private sealed class StoreClient(MemoryStore store, ClientSeat seat) : IClient
    {
        private readonly Randomness own = store.random.At(seat.Process);
        private int draws;

        public async ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
        {
            lock (store.gate) store.Received++;
            var (isDown, crashes) = store.StateOf(seat.Node);
            if (isDown) return Completion.Fail("refused");
            await store.PauseAsync(own.Below(store.LatencyUs, draws++), cancellationToken);
            if (store.StateOf(seat.Node).Crashes != crashes) throw new IOException("connection reset on the way in");
            var completion = store.Apply(invocation);
            await store.PauseAsync(own.Below(store.LatencyUs, draws++), cancellationToken);
            if (store.StateOf(seat.Node).Crashes != crashes) throw new IOException("connection reset on the way out");
            return completion;
        }

        public ValueTask DisposeAsync()
        {
            lock (store.gate) store.OpenClients--;
            return default;
        }
    }

    private int LatencyUs => latencyUs;

    private Task PauseAsync(int microseconds, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMicroseconds(microseconds), clock.TimeProvider, cancellationToken);
}
