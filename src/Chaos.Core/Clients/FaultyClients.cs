namespace Chaos;

/// <summary>
/// The runner's wrapper around all clients of a run: it makes the faults of clients (<see cref="IClientFaults"/>), the same on every
/// backend. Without a fault in force it passes everything on. Safe for many threads.
/// </summary>
public sealed class FaultyClients : IClientFaults
{
    private readonly OpenClient open;
    private readonly RunClock clock;
    private readonly ClientWorker[] workers;

    /// <summary>Wraps what opens clients.</summary>
    /// <param name="open">Opens a client of the system.</param>
    /// <param name="nodes">The nodes that clients are pinned to: worker t to the node number t modulo their count.</param>
    /// <param name="concurrency">How many workers there are.</param>
    /// <param name="clock">The run clock and its timers.</param>
    public FaultyClients(OpenClient open, IReadOnlyList<string> nodes, int concurrency, RunClock clock)
    {
        this.open = open;
        this.clock = clock;
        Workers = [.. Enumerable.Range(0, concurrency).Select(worker => nodes[worker % nodes.Count])];
        workers = [.. Workers.Select(_ => new ClientWorker())];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Workers { get; }

    /// <summary>Opens a client that the faults of its worker reach.</summary>
    public async ValueTask<IClient> OpenAsync(ClientSeat seat, CancellationToken cancellationToken)
    {
        var worker = workers[seat.Thread];
        await worker.PassAsync(cancellationToken);
        worker.CountOpened();
        return worker.Seat(new FaultyClient(await open(seat, cancellationToken), worker, clock));
    }

    /// <inheritdoc/>
    public ValueTask<EffectTime> PauseAsync(int worker, CancellationToken cancellationToken) => Do(() => workers[worker].Pause());

    /// <inheritdoc/>
    public ValueTask<EffectTime> ResumeAsync(int worker, CancellationToken cancellationToken) => Do(() => workers[worker].Resume());

    /// <inheritdoc/>
    public ValueTask<EffectTime> CrashAsync(int worker, CancellationToken cancellationToken) => Do(() => workers[worker].Crash());

    /// <inheritdoc/>
    public ValueTask<EffectTime> DelayAsync(int worker, TimeSpan delay, CancellationToken cancellationToken) =>
        Do(() => workers[worker].SetDelay(delay));

    /// <inheritdoc/>
    public ClientUse Inspect(int worker) => workers[worker].Use;

    private ValueTask<EffectTime> Do(Action change)
    {
        var earliestNs = clock.NowNs;
        change();
        return new(new EffectTime(earliestNs, clock.NowNs));
    }
}
