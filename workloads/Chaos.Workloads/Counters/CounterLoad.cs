namespace Chaos.Workloads;

/// <summary>Adds of one to a counter, and reads of it.</summary>
/// <param name="Key">The counter.</param>
/// <param name="Left">Operations that it may still get.</param>
/// <param name="ReadPercent">Reads, in percent of the operations.</param>
internal sealed record CounterLoad(string Key, int Left, int ReadPercent) : IKeyLoad
{
    private const int FunctionDraw = 1;

    public (Invocation Invocation, IKeyLoad? Then) Next(Randomness random) => (
        random.Below(100, FunctionDraw) < ReadPercent ? CounterOperations.ReadOf(Key) : CounterOperations.AddOf(Key, 1),
        Left > 1 ? this with { Left = Left - 1 } : null);

    public IKeyLoad Learn(in Operation operation) => this;
}
