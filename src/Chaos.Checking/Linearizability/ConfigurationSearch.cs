using System.Numerics;

namespace Chaos.Checking;

/// <summary>
/// Looks for a legal order, for any model. It goes from return to return (just-in-time linearization: Lowe, Testing for
/// linearizability, 2017, section 6): a call is linearized only when a return needs it, so a configuration is the next return, which
/// of the calls pending there are linearized, the state, and how many open calls of each kind were used. It grows with concurrency,
/// not with length. Depth first, with these prunings, each of which keeps one of the orders if there is any:
/// an observation is taken as soon as it is legal (it changes nothing, and stays legal nowhere better);
/// of pending calls of one kind only the one that returns first is tried (swapping two of a kind gives the same order);
/// a configuration is dropped when one was seen that differs only in having used fewer open calls (it can do the same).
/// </summary>
/// <typeparam name="TMask">A bit for each slot.</typeparam>
internal sealed class ConfigurationSearch<TMask>
    where TMask : struct, IBinaryInteger<TMask>
{
    private const int PollInterval = 1024;
    private readonly SearchProblem problem;
    private readonly ITransitions transitions;
    private readonly Sabotage sabotage;
    private readonly PendingWindow<TMask> window;
    private readonly UsedVectors vectors;
    private readonly ConfigurationTable<TMask> seen;
    private readonly MoveList moves;
    private Frame[] frames = new Frame[64];
    private int depth;
    private long configurations;
    private int reached = -1;
    private int reachedState;

    /// <summary>Prepares a search.</summary>
    public ConfigurationSearch(SearchProblem problem, Sabotage sabotage)
    {
        this.problem = problem;
        this.sabotage = sabotage;
        transitions = problem.Transitions;
        window = new PendingWindow<TMask>(problem, sabotage is Sabotage.OpenBeforeInvocation);
        vectors = new UsedVectors(problem);
        seen = new ConfigurationTable<TMask>(vectors, sabotage);
        moves = new MoveList(problem.IsObservation.Length);
    }

    /// <summary>Searches until an order is found, none is left, the allowance ends or so many configurations were seen.</summary>
    public SearchOutcome Run(Allowance allowance, long limit)
    {
        long held = 0;
        try
        {
            if (Visit(TMask.Zero, transitions.Initial, 0)) return Done(Verdict.Valid);
            while (depth > 0)
            {
                ref var frame = ref frames[depth - 1];
                if (frame.Move == frame.End)
                {
                    moves.Count = frame.First;
                    depth--;
                    continue;
                }

                var move = moves[frame.Move++];
                window.Rewind(frame.Position);
                if (Take(move, frame)) return Done(Verdict.Valid);
                if (configurations % PollInterval != 0) continue;
                var bytes = seen.Bytes + vectors.Bytes + (frames.Length * 48L);
                allowance.Hold(bytes - held);
                held = bytes;
                var why = configurations >= limit ? "the limit of configurations was reached" : allowance.Exhausted();
                if (why is not null) return Done(Verdict.Unknown, why);
            }

            return Done(Verdict.Invalid);
        }
        finally
        {
            allowance.Hold(-held);
        }
    }

    private SearchOutcome Done(Verdict verdict, string? why = null) => new(verdict, reached, reachedState, configurations, why);

    private bool Take(int move, in Frame frame)
    {
        if (move >= 0)
        {
            var state = transitions.Next(frame.State, problem.Kinds[move]);
            return Visit(frame.Mask | window.BitOf(move), state, frame.Used);
        }

        return Visit(frame.Mask, transitions.Next(frame.State, ~move), vectors.Plus(frame.Used, ~move));
    }

    // Takes all forced steps from here, and queues the free ones; true when all returns are behind.
    private bool Visit(TMask mask, int state, int used)
    {
        configurations++;
        mask |= Legal((sabotage is Sabotage.ForceIdleWrites ? window.Pending : window.Observers) & ~mask, state);
        while (window.Position < problem.Count)
        {
            var bit = window.BitOf(problem.ReturnOrder[window.Position]);
            if ((mask & bit) == TMask.Zero) break;
            var before = window.Pending;
            window.Advance();
            mask &= ~bit;
            mask |= Legal(window.Observers & ~mask & ~(before & ~bit), state);
        }

        if (window.Position > reached) (reached, reachedState) = (window.Position, state);
        if (window.Position == problem.Count) return true;
        if (!seen.Add(window.Position, mask, state, used)) return false;
        Push(mask, state, used);
        return false;
    }

    private TMask Legal(TMask candidates, int state)
    {
        var legal = TMask.Zero;
        while (candidates != TMask.Zero)
        {
            var slot = int.CreateTruncating(TMask.TrailingZeroCount(candidates));
            var bit = TMask.One << slot;
            candidates ^= bit;
            if (transitions.Next(state, problem.Kinds[window[slot]]) == state) legal |= bit;
        }

        return legal;
    }

    private void Push(TMask mask, int state, int used)
    {
        var first = moves.Count;
        var needed = problem.Kinds[problem.ReturnOrder[window.Position]];
        moves.Begin();
        var candidates = window.Pending & ~window.Observers & ~mask;
        while (candidates != TMask.Zero)
        {
            var slot = int.CreateTruncating(TMask.TrailingZeroCount(candidates));
            candidates ^= TMask.One << slot;
            Consider(window[slot]);
        }

        Sort(first, state, needed, used);
        if (depth == frames.Length) Array.Resize(ref frames, depth * 2);
        frames[depth++] = new Frame(mask, window.Position, state, used, first, first, moves.Count);
    }

    // Of one kind, the call that returns first stands for all.
    private void Consider(int call)
    {
        var kind = sabotage is Sabotage.SymmetryTooWide ? 0 : problem.Kinds[call];
        if (!moves.TryGet(kind, out var best) || Precedes(call, best)) moves.Set(kind, call);
    }

    private bool Precedes(int call, int best) =>
        (problem.ReturnRank[call] < problem.ReturnRank[best]) != (sabotage is Sabotage.SymmetryTakesLast);

    // What returns next first, then what makes it legal, then the rest; open calls after pending ones.
    private void Sort(int first, int state, int needed, int used)
    {
        var returning = problem.ReturnOrder[window.Position];
        foreach (var call in moves.Best)
            if (call == returning && transitions.Next(state, needed) >= 0) moves.Add(call);
        foreach (var call in moves.Best)
            if (call != returning && Helps(state, problem.Kinds[call], needed) is true) moves.Add(call);
        AddOpen(state, needed, used, true);
        foreach (var call in moves.Best)
            if (call != returning && Helps(state, problem.Kinds[call], needed) is false) moves.Add(call);
        AddOpen(state, needed, used, false);
    }

    private void AddOpen(int state, int needed, int used, bool helping)
    {
        if (sabotage is Sabotage.NoOpenOperations) return;
        foreach (var kind in vectors.Kinds)
        {
            if (vectors.Used(used, kind) >= window.Available[kind]) continue;
            if (transitions.Next(state, kind) != state && Helps(state, kind, needed) == helping) moves.Add(~kind);
        }
    }

    // Null where the call is illegal, else whether it makes the needed one legal.
    private bool? Helps(int state, int kind, int needed)
    {
        var next = transitions.Next(state, kind);
        return next < 0 ? null : transitions.Next(next, needed) >= 0;
    }

    private record struct Frame(TMask Mask, int Position, int State, int Used, int First, int Move, int End);
}
