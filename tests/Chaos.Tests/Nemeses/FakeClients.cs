namespace Chaos.Tests.Nemeses;

/// <summary>Workers that do something whenever one looks: held up while paused, answered else. Some hold a lock.</summary>
internal sealed class FakeClients(params IReadOnlyList<string> workers) : IClientFaults
{
    private readonly ClientUse[] uses = new ClientUse[workers.Count];

    public IReadOnlyList<string> Workers => workers;

    public HashSet<int> Holders { get; } = [];

    public HashSet<int> Paused { get; } = [];

    public ValueTask<EffectTime> PauseAsync(int worker, CancellationToken cancellationToken) => Do(() => Paused.Add(worker));

    public ValueTask<EffectTime> ResumeAsync(int worker, CancellationToken cancellationToken) => Do(() => Paused.Remove(worker));

    public ValueTask<EffectTime> CrashAsync(int worker, CancellationToken cancellationToken) => default;

    public ValueTask<EffectTime> DelayAsync(int worker, TimeSpan delay, CancellationToken cancellationToken) => default;

    public ClientUse Inspect(int worker) => uses[worker] = uses[worker] with
    {
        Held = uses[worker].Held + (Paused.Contains(worker) ? 1 : 0),
        Answered = uses[worker].Answered + (Paused.Contains(worker) ? 0 : 1),
        Holds = Holders.Contains(worker),
    };

    private static ValueTask<EffectTime> Do(Action change)
    {
        change();
        return default;
    }
}
