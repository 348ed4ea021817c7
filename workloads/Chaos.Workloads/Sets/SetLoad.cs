namespace Chaos.Workloads;

/// <summary>Adds to one set, each element once, and reads of it.</summary>
/// <param name="Key">The set.</param>
/// <param name="Next">The next element.</param>
/// <param name="Elements">How many elements it gets.</param>
/// <param name="ReadPercent">Reads, in percent of the operations.</param>
internal sealed record SetLoad(string Key, long Next, int Elements, int ReadPercent) : IKeyLoad
{
    private const int FunctionDraw = 1;

    (Invocation Invocation, IKeyLoad? Then) IKeyLoad.Next(Randomness random) => random.Below(100, FunctionDraw) < ReadPercent
        ? (SetOperations.ReadOf(Key), this)
        : (SetOperations.AddOf(Key, Next), Next + 1 < Elements ? this with { Next = Next + 1 } : null);

    public IKeyLoad Learn(in Operation operation) => this;
}
