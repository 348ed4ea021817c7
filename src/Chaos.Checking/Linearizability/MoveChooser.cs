using System.Numerics;
using System.Runtime.CompilerServices;

namespace Chaos.Checking;

/// <summary>
/// Which calls may be linearized next in a configuration, the most promising first: what makes the call legal that returns next of those
/// that look at the state. Of pending calls of one kind the one that returns first stands for all that are as free as it is, and
/// for open ones of that kind.
/// </summary>
/// <typeparam name="TMask">A bit for each slot.</typeparam>
internal sealed class MoveChooser<TMask>(
    SearchProblem problem, PendingWindow<TMask> window, UsedVectors vectors, MoveList moves, SearchMode mode, Sabotage sabotage)
    where TMask : struct, IBinaryInteger<TMask>
{
    private readonly ITransitions transitions = problem.Transitions;
    private readonly List<int> candidates = [];

    /// <summary>Adds the moves of a configuration at the window's position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Choose(TMask must, TMask gone, int state, int used, MovePhase phase)
    {
        moves.Begin();
        candidates.Clear();
        var mutators = window.Pending & ~window.Observers & ~gone;
        Best(mutators & must);
        var bound = candidates.Count;
        moves.BeginAgain();
        Best(mutators & ~must);
        for (var i = bound; i < candidates.Count; i++)
            if (IsCovered(candidates[i], bound)) candidates[i] = -1;
        if (sabotage is Sabotage.OpenYieldsToUsed) MarkAll();
        var returning = problem.ReturnOrder[window.Position];
        var target = Target(must, returning);
        if (phase is not MovePhase.Pending)
        {
            AddOpen(state, target, used, phase is MovePhase.HelpingOpen);
            return;
        }

        Sort();
        foreach (var call in candidates)
            if (call == returning && (target == returning || Helps(state, problem.Kinds[call], target) is true)) Add(call, state);
        AddPending(state, target, returning, true);
        AddPending(state, target, returning, false);
    }

    // The first return, of those still to be linearized, that looks at the state.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Target(TMask must, int returning)
    {
        if ((must & window.BitOf(returning) & ~window.Overwriters) != TMask.Zero) return returning;
        var (target, rank) = (returning, int.MaxValue);
        for (var left = must & ~window.Overwriters; left != TMask.Zero; left &= left - TMask.One)
        {
            var call = window[int.CreateTruncating(TMask.TrailingZeroCount(left))];
            if (problem.ReturnRank[call] < rank) (target, rank) = (call, problem.ReturnRank[call]);
        }

        return target;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Best(TMask left)
    {
        for (; left != TMask.Zero; left &= left - TMask.One)
        {
            var call = window[int.CreateTruncating(TMask.TrailingZeroCount(left))];
            var kind = sabotage is Sabotage.SymmetryTooWide ? 0 : problem.Kinds[call];
            if (!moves.TryGet(kind, out var at))
            {
                moves.Set(kind, candidates.Count);
                candidates.Add(call);
            }
            else if ((problem.ReturnRank[call] < problem.ReturnRank[candidates[at]]) != (sabotage is Sabotage.SymmetryTakesLast))
            {
                candidates[at] = call;
            }
        }
    }

    // What needs a certain state first, since there are more places for what overwrites any; then what returns first.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sort()
    {
        candidates.RemoveAll(static call => call < 0);
        for (var i = 1; i < candidates.Count; i++)
        {
            var (call, at) = (candidates[i], i);
            for (; at > 0 && IsBefore(call, candidates[at - 1]); at--) candidates[at] = candidates[at - 1];
            candidates[at] = call;
        }
    }

    private bool IsBefore(int call, int other)
    {
        var (overwrites, otherOverwrites) =
            ((window.BitOf(call) & window.Overwriters) != TMask.Zero, (window.BitOf(other) & window.Overwriters) != TMask.Zero);
        return overwrites == otherOverwrites ? problem.ReturnRank[call] < problem.ReturnRank[other] : otherOverwrites;
    }

    // One that still must be linearized and returns no later does all that this one can.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool IsCovered(int call, int bound)
    {
        for (var i = 0; i < bound; i++)
        {
            if (problem.Kinds[candidates[i]] == problem.Kinds[call] && problem.ReturnRank[candidates[i]] < problem.ReturnRank[call]) return true;
        }

        return false;
    }

    private void MarkAll()
    {
        for (var left = window.Pending; left != TMask.Zero; left &= left - TMask.One)
            moves.Set(problem.Kinds[window[int.CreateTruncating(TMask.TrailingZeroCount(left))]], 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddPending(int state, int target, int returning, bool helping)
    {
        foreach (var call in candidates)
        {
            if (call == returning && (target == returning || (helping && Helps(state, problem.Kinds[call], target) is true))) continue;
            if (Helps(state, problem.Kinds[call], target) == helping) Add(call, state);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddOpen(int state, int target, int used, bool helping)
    {
        if (sabotage is Sabotage.NoOpenOperations) return;
        foreach (var kind in vectors.Kinds)
        {
            var left = mode is SearchMode.Plenty ? window.Available[kind] : window.Available[kind] - vectors.Used(used, kind);
            if (left <= 0 || moves.IsSet(kind)) continue;
            if (transitions.Next(state, kind) != state && Helps(state, kind, target) == helping) moves.Add(~kind);
        }
    }

    // What changes nothing need not be linearized: it is settled.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(int call, int state)
    {
        if (transitions.Next(state, problem.Kinds[call]) is var next && next >= 0 && next != state) moves.Add(call);
    }

    // Null where the call is illegal, else whether it makes the target legal.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool? Helps(int state, int kind, int target)
    {
        var next = transitions.Next(state, kind);
        return next < 0 ? null : transitions.Next(next, problem.Kinds[target]) >= 0;
    }
}
