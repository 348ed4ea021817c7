using System.Numerics;
using System.Runtime.CompilerServices;

namespace Chaos.Checking;

/// <summary>
/// Which calls are pending at a return, moved forwards and backwards in step with the search. The occupants of the slots follow from
/// the position alone, so nothing needs to be saved.
/// </summary>
/// <typeparam name="TMask">A bit for each slot.</typeparam>
internal sealed class PendingWindow<TMask>
    where TMask : struct, IBinaryInteger<TMask>
{
    private readonly SearchProblem problem;
    private readonly int[] occupant;
    private readonly bool openAtOnce;
    private readonly bool[] overwrites;

    /// <summary>Stands before the first return.</summary>
    public PendingWindow(SearchProblem problem, bool openAtOnce)
    {
        this.problem = problem;
        this.openAtOnce = openAtOnce;
        overwrites = new bool[problem.IsObservation.Length];
        for (var kind = 0; kind < overwrites.Length; kind++) overwrites[kind] = problem.Transitions.Overwrites(kind);
        occupant = new int[problem.SlotCount];
        Array.Fill(occupant, -1);
        Available = new int[problem.IsObservation.Length];
        Enter(0, problem.Entered[0]);
        Open(0, openAtOnce ? problem.OpenKinds.Length : problem.OpenEntered[0], 1);
    }

    /// <summary>The return at which the window stands; all earlier ones are behind it.</summary>
    public int Position { get; private set; }

    /// <summary>The slots in use.</summary>
    public TMask Pending { get; private set; }

    /// <summary>The slots whose calls are observations.</summary>
    public TMask Observers { get; private set; }

    /// <summary>The slots whose calls overwrite whatever is there.</summary>
    public TMask Overwriters { get; private set; }

    /// <summary>For each kind how many open calls have begun.</summary>
    public int[] Available { get; }

    /// <summary>The call in a slot.</summary>
    public int this[int slot] => occupant[slot];

    /// <summary>The bit of a call's slot.</summary>
    public TMask BitOf(int call) => TMask.One << problem.Slots[call];

    /// <summary>Moves to a return, forwards or backwards.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void MoveTo(int position)
    {
        while (Position < position) Advance();
        Rewind(position);
    }

    /// <summary>Moves past the return at <see cref="Position"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Advance()
    {
        Leave(problem.ReturnOrder[Position]);
        Enter(problem.Entered[Position], problem.Entered[Position + 1]);
        if (!openAtOnce) Open(problem.OpenEntered[Position], problem.OpenEntered[Position + 1], 1);
        Position++;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Rewind(int position)
    {
        while (Position > position)
        {
            Position--;
            for (var call = problem.Entered[Position + 1] - 1; call >= problem.Entered[Position]; call--)
            {
                Leave(call);
                occupant[problem.Slots[call]] = problem.PreviousInSlot[call];
            }

            if (!openAtOnce) Open(problem.OpenEntered[Position], problem.OpenEntered[Position + 1], -1);
            Take(problem.ReturnOrder[Position]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Enter(int from, int to)
    {
        for (var call = from; call < to; call++) Take(call);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Take(int call)
    {
        var bit = BitOf(call);
        occupant[problem.Slots[call]] = call;
        Pending |= bit;
        if (problem.IsObservation[problem.Kinds[call]]) Observers |= bit;
        if (overwrites[problem.Kinds[call]]) Overwriters |= bit;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Leave(int call)
    {
        var bit = BitOf(call);
        Pending &= ~bit;
        Observers &= ~bit;
        Overwriters &= ~bit;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Open(int from, int to, int step)
    {
        for (var i = from; i < to; i++) Available[problem.OpenKinds[i]] += step;
    }
}
