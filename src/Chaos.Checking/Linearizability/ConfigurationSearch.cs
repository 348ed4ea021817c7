using System.Numerics;
using System.Runtime.CompilerServices;

namespace Chaos.Checking;

/// <summary>
/// Looks for a legal order, for any model. It goes from return to return (just-in-time linearization: Lowe, Testing for
/// linearizability, 2017, section 6): a call is linearized only when a return needs it. A configuration is the next return, the state,
/// which pending calls must still be linearized, which are gone (their effect is used), and how many open calls of each kind were used.
/// A call that is neither may return as it is, because it had a place where it changed nothing, and may be used as long as it is
/// pending. It grows with concurrency, not with length. Depth first, with prunings that keep one of the orders if there is any; their
/// proofs are in docs/internals/checker-speed.md.
/// </summary>
/// <typeparam name="TMask">A bit for each slot.</typeparam>
internal sealed class ConfigurationSearch<TMask>
    where TMask : struct, IBinaryInteger<TMask>
{
    private const int PollInterval = 1024;
    private const long FrameBytes = 64;

    // How many configurations without progress are looked at before an open call is spent; how many returns such a call is worth.
    private const int Patience = 2_000;
    private const int Price = 40;

    // How many configurations without progress are looked at before the search retreats, and how many returns it retreats at first.
    private const int Persistence = 100;
    private const int FirstRetreat = 8;
    private const int FarthestRetreat = 8;
    private readonly SearchProblem problem;
    private readonly ITransitions transitions;
    private readonly SearchMode mode;
    private readonly Sabotage sabotage;
    private readonly PendingWindow<TMask> window;
    private readonly UsedVectors vectors;
    private readonly ConfigurationTable<TMask> seen;
    private readonly MoveChooser<TMask> chooser;
    private readonly MoveList moves;
    private readonly Foresight<TMask> foresight;
    private readonly PriorityQueue<Frame, long> postponed = new();
    private readonly PriorityQueue<(Frame Frame, int[] Moves), int> retreated = new();
    private readonly int lookback;
    private readonly int firstPersistence;
    private long persistence;
    private int retreat = FirstRetreat;
    private Frame[] frames = new Frame[64];
    private int depth;
    private long configurations;
    private int reached = -1;
    private int reachedState;
    private long progressAt;

    /// <summary>Prepares a search.</summary>
    public ConfigurationSearch(SearchProblem problem, SearchMode mode, Sabotage sabotage)
    {
        this.problem = problem;
        this.mode = mode;
        this.sabotage = sabotage;
        lookback = 20 + (2 * problem.SlotCount);
        persistence = firstPersistence = sabotage is Sabotage.RetreatAlways or Sabotage.RetreatForgets ? 0 : Persistence;
        transitions = problem.Transitions;
        window = new PendingWindow<TMask>(problem, sabotage is Sabotage.OpenBeforeInvocation);
        foresight = new Foresight<TMask>(problem, window, sabotage);
        vectors = new UsedVectors(problem);
        var width = mode switch { SearchMode.Narrow => 1, SearchMode.Wide => 8, _ => int.MaxValue };
        seen = new ConfigurationTable<TMask>(vectors, width, sabotage);
        moves = new MoveList(problem.IsObservation.Length);
        chooser = new MoveChooser<TMask>(problem, window, vectors, moves, mode, sabotage);
    }

    /// <summary>Whether a configuration was dropped that might have led to an order: what was not found may exist.</summary>
    public bool HasDropped => seen.HasDropped;

    /// <summary>Searches until an order is found, none is left, the allowance ends or so many configurations were seen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public SearchOutcome Run(Allowance allowance, long limit)
    {
        long held = 0;
        try
        {
            var all = window.Pending;
            if (Visit(all, TMask.Zero, transitions.Initial, 0)) return Done(Verdict.Valid);
            while (TryTop())
            {
                ref var frame = ref frames[depth - 1];
                if (frame.Move == frame.End)
                {
                    Close();
                    continue;
                }

                var move = moves[frame.Move++];
                window.MoveTo(frame.Position);
                if (Take(move, frame)) return Done(Verdict.Valid);
                if (configurations % PollInterval != 0) continue;
                var bytes = seen.Bytes + vectors.Bytes + transitions.Bytes + ((frames.Length + (2L * (postponed.Count + retreated.Count))) * FrameBytes);
                allowance.Hold(bytes - held);
                held = bytes;
                var why = configurations >= limit ? Allowance.TurnOver : allowance.Exhausted();
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

    // The search goes on with the last frame, unless that is far behind: then with the best of those that may spend open calls.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryTop()
    {
        if (depth > 0 && postponed.Count == 0 && configurations - progressAt > persistence) Retreat();
        if (depth == 0 && retreated.TryDequeue(out var earlier, out _))
        {
            var from = moves.Count;
            foreach (var move in earlier.Moves) moves.Add(move);
            Push(earlier.Frame with { First = from, Move = from, End = moves.Count });
            return true;
        }

        var isBehind = depth == 0 || frames[depth - 1].Position < reached - lookback || configurations - progressAt > Patience;
        if (!isBehind || !postponed.TryDequeue(out var frame, out _)) return depth > 0;
        progressAt = configurations;
        window.MoveTo(frame.Position);
        var first = moves.Count;
        chooser.Choose(frame.Must, frame.Gone, frame.State, frame.Used, frame.Phase);
        Push(frame with { First = first, Move = first, End = moves.Count });
        return true;
    }

    // Where nothing leads on, the mistake may lie well before. All frames of the last returns are put aside, the search goes on with what
    // is left to try before them, and comes back to those put aside when that is done. Each time it goes back twice as far, up to some
    // times as many returns as calls can be pending; then it begins anew, with twice the persistence.
    private void Retreat()
    {
        while (depth > 0 && frames[depth - 1].Position > reached - retreat)
        {
            ref readonly var frame = ref frames[depth - 1];
            if (frame.Move == frame.End)
            {
                Close();
                continue;
            }

            var rest = new int[frame.End - frame.Move];
            for (var i = 0; i < rest.Length; i++) rest[i] = moves[frame.Move + i];
            if (sabotage is not Sabotage.RetreatForgets) retreated.Enqueue((frame, rest), -frame.Position);
            moves.Count = frame.First;
            depth--;
        }

        retreat *= 2;
        progressAt = configurations;
        if (retreat <= FarthestRetreat * problem.SlotCount) return;
        retreat = FirstRetreat;
        persistence *= 2;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Push(in Frame frame)
    {
        if (depth == frames.Length) Array.Resize(ref frames, depth * 2);
        frames[depth++] = frame;
    }

    // A frame whose moves are done comes again later, with the open calls that help first and the others after those.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Close()
    {
        ref readonly var frame = ref frames[--depth];
        moves.Count = frame.First;
        if (vectors.Kinds.Count == 0 || frame.Phase is MovePhase.OtherOpen) return;
        var phase = frame.Phase is MovePhase.Pending ? MovePhase.HelpingOpen : MovePhase.OtherOpen;
        var spent = vectors.Total(frame.Used) + (phase is MovePhase.OtherOpen ? 4L : 0);
        postponed.Enqueue(frame with { Phase = phase }, (spent * Price) - frame.Position);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Take(int move, in Frame frame)
    {
        var (must, gone, used) = (frame.Must, frame.Gone, frame.Used);
        if (move == MoveList.Pass)
        {
            Advance(ref must, ref gone, frame.State);
            return Visit(must, gone, frame.State, used);
        }

        var kind = move >= 0 ? problem.Kinds[move] : ~move;
        if (move >= 0)
        {
            must &= ~window.BitOf(move);
            if (sabotage is not Sabotage.AbsorbedUsedAgain) gone |= window.BitOf(move);
        }
        else if (mode is not SearchMode.Plenty)
        {
            used = vectors.Plus(used, kind);
        }

        // Whatever overwrites as well and is pending here can have come just before: its effect is lost.
        if (transitions.Overwrites(kind)) must &= sabotage is Sabotage.AbsorbObserving ? TMask.Zero : ~window.Overwriters;
        return Visit(must, gone, transitions.Next(frame.State, kind), used);
    }

    // Takes all forced steps from here, and queues the free ones; true when all returns are behind.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Visit(TMask must, TMask gone, int state, int used)
    {
        configurations++;
        Settle(ref must, ref gone, must, state);
        var mayPass = false;
        while (window.Position < problem.Count)
        {
            var bit = window.BitOf(problem.ReturnOrder[window.Position]);
            if ((must & bit) != TMask.Zero) break;
            mayPass = ((gone | window.Observers) & bit) == TMask.Zero && sabotage is not Sabotage.AbsorbedNeverUsed;
            if (mayPass) break;
            Advance(ref must, ref gone, state);
        }

        if (window.Position > reached)
        {
            (reached, reachedState, progressAt) = (window.Position, state, configurations);
            (retreat, persistence) = (FirstRetreat, firstPersistence);
        }

        if (window.Position == problem.Count) return true;
        if (foresight.Contradiction(must, gone, state) is var contradicted and >= 0)
        {
            if (contradicted > reached) (reached, reachedState) = (contradicted, state);
            return false;
        }

        if (!seen.Add(window.Position, state, must, gone, used)) return false;
        var first = moves.Count;
        if (mayPass) moves.Add(MoveList.Pass);
        chooser.Choose(must, gone, state, used, MovePhase.Pending);
        Push(new Frame(must, gone, window.Position, state, used, first, first, moves.Count, MovePhase.Pending));
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Advance(ref TMask must, ref TMask gone, int state)
    {
        var staying = ~window.BitOf(problem.ReturnOrder[window.Position]);
        var before = window.Pending & staying;
        window.Advance();
        must &= staying;
        gone &= staying;
        var entered = window.Pending & ~before;
        must |= entered;
        Settle(ref must, ref gone, entered, state);
    }

    // A call that is legal here and changes nothing may take effect here: it need not be linearized later.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Settle(ref TMask must, ref TMask gone, TMask candidates, int state)
    {
        while (candidates != TMask.Zero)
        {
            var slot = int.CreateTruncating(TMask.TrailingZeroCount(candidates));
            var bit = TMask.One << slot;
            candidates ^= bit;
            if (transitions.Next(state, problem.Kinds[window[slot]]) != state) continue;
            must &= ~bit;
            if (sabotage is Sabotage.ForceIdleWrites) gone |= bit;
        }
    }

    private record struct Frame(TMask Must, TMask Gone, int Position, int State, int Used, int First, int Move, int End, MovePhase Phase);
}
