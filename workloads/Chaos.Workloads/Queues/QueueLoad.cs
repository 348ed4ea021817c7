namespace Chaos.Workloads;

/// <summary>Enqueues to one queue, each value once, and dequeues from it.</summary>
/// <param name="Key">The queue.</param>
/// <param name="NextValue">The next value.</param>
/// <param name="Values">How many values it gets.</param>
/// <param name="DequeuePercent">Dequeues, in percent of the operations.</param>
internal sealed record QueueLoad(string Key, long NextValue, int Values, int DequeuePercent) : IKeyLoad
{
    private const int FunctionDraw = 1;

    public (Invocation Invocation, IKeyLoad? Then) Next(Randomness random) => random.Below(100, FunctionDraw) < DequeuePercent
        ? (QueueOperations.DequeueOf(Key), this)
        : (QueueOperations.EnqueueOf(Key, NextValue), NextValue + 1 < Values ? this with { NextValue = NextValue + 1 } : null);

    public IKeyLoad Learn(in Operation operation) => this;
}
