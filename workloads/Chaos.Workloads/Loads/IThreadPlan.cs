namespace Chaos.Workloads;

/// <summary>What a client thread does next, by what its last operation came to.</summary>
/// <typeparam name="TState">What a thread is at; the default at first, and with each new process.</typeparam>
internal interface IThreadPlan<TState>
    where TState : struct
{
    /// <summary>The next operation of a thread.</summary>
    /// <param name="thread">The thread, from 0.</param>
    /// <param name="state">What it is at.</param>
    /// <param name="count">How many operations there were so far, of all threads.</param>
    Invocation Of(int thread, TState state, long count);

    /// <summary>What a thread is at after an operation; it is asked about completions alone.</summary>
    TState After(TState state, in Operation operation);
}
