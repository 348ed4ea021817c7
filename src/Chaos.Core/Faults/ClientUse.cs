namespace Chaos;

/// <summary>What became of a worker's operations so far, as the wrapper around its clients counted them.</summary>
/// <param name="Answered">Operations whose answer reached the worker.</param>
/// <param name="Held">Operations or answers that a pause held up.</param>
/// <param name="Crashed">Operations that a crash left without an outcome.</param>
/// <param name="Delayed">Operations that were delayed on their way and answered.</param>
/// <param name="LeastDelayNs">The shortest time that a delayed operation took, ns; null where there was none.</param>
/// <param name="Opened">Connections that were opened.</param>
public readonly record struct ClientUse(long Answered, long Held, long Crashed, long Delayed, long? LeastDelayNs, long Opened)
{
    /// <summary>Whether it holds a lock or leads, as far as it knows itself: it won, and neither gave back nor was refused.</summary>
    public bool Holds { get; init; }
}
