using System.Runtime.CompilerServices;

namespace Chaos.Checking;

/// <summary>The transitions of a register: a state is the number of its value.</summary>
internal sealed class RegisterTransitions : ITransitions
{
    private readonly NumberMap numbers = new();
    private readonly List<(int Observes, int Writes, int Excludes)> kinds = [];

    /// <inheritdoc/>
    public int Initial => 0;

    /// <summary>How many kinds there are.</summary>
    public int KindCount => kinds.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Next(int state, int kind)
    {
        var (observes, writes, excludes) = kinds[kind];
        if ((observes >= 0 && observes != state) || excludes == state) return -1;
        return writes >= 0 ? writes : state;
    }

    /// <inheritdoc/>
    public bool Overwrites(int kind) => kinds[kind] is { Observes: < 0, Excludes: < 0, Writes: >= 0 };

    /// <summary>The kind of a call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int KindOf(in RegisterCall call)
    {
        // A call that excludes a value writes none.
        var effect = call.Excludes >= 0 ? (2u * (uint)call.Excludes) + 1 : 2u * (uint)(call.Writes + 1);
        ref var place = ref numbers.Place(((long)call.Observes << 32) | effect);
        if (place == 0)
        {
            kinds.Add((call.Observes, call.Writes, call.Excludes));
            place = kinds.Count;
        }

        return place - 1;
    }

    /// <summary>The problem of ordering these calls, which are in order of invocation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static SearchProblem Problem(RegisterCall[] calls)
    {
        var transitions = new RegisterTransitions();
        var builder = new SearchProblemBuilder(calls.Length);
        foreach (ref readonly var call in calls.AsSpan())
            builder.Add(call.Invoke, call.Return, transitions.KindOf(call), call.IsObservation);
        return builder.Build(transitions);
    }
}
