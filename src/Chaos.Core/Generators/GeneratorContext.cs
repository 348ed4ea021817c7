namespace Chaos;

/// <summary>What a generator may know when it is asked for the next operation.</summary>
/// <param name="NowNs">Run clock, ns.</param>
/// <param name="PhaseStartNs">When the present phase began, run clock, ns.</param>
/// <param name="FreeProcesses">How many client processes could take an operation now.</param>
/// <param name="Concurrency">How many client threads there are.</param>
/// <param name="Random">The generator's source; draw from <c>Random.At(n)</c> with the generator's own count n.</param>
public readonly record struct GeneratorContext(
    long NowNs, long PhaseStartNs, int FreeProcesses, int Concurrency, Randomness Random)
{
    /// <summary>How many nodes there are: the client thread t is pinned to the node number t modulo this. 0 on a nemesis lane.</summary>
    public int Nodes { get; init; }
}
