using System.Numerics;

namespace Chaos.Checking;

/// <summary>
/// Says which configurations cannot lead to an order: an observation that is still to come contradicts the state, and nothing that could
/// overwrite it can be linearized before that observation returns.
/// </summary>
/// <typeparam name="TMask">A bit for each slot.</typeparam>
internal sealed class Foresight<TMask>
    where TMask : struct, IBinaryInteger<TMask>
{
    private readonly SearchProblem problem;
    private readonly PendingWindow<TMask> window;
    private readonly Sabotage sabotage;
    private readonly bool applies;
    private readonly int[] overwritersBefore;
    private readonly int[] nextObserver;

    /// <summary>Prepares for a problem; where its transitions do not foresee, or open calls overwrite, nothing is ever contradicted.</summary>
    public Foresight(SearchProblem problem, PendingWindow<TMask> window, Sabotage sabotage)
    {
        this.problem = problem;
        this.window = window;
        this.sabotage = sabotage;
        var transitions = problem.Transitions;
        applies = transitions.Foresees && !Array.Exists(problem.OpenKinds, transitions.Overwrites);
        overwritersBefore = new int[applies ? problem.Count + 1 : 0];
        nextObserver = new int[applies ? problem.Count + 1 : 0];
        if (!applies) return;
        for (var call = 0; call < problem.Count; call++)
            overwritersBefore[call + 1] = overwritersBefore[call] + (transitions.Overwrites(problem.Kinds[call]) ? 1 : 0);
        nextObserver[problem.Count] = problem.Count;
        for (var rank = problem.Count - 1; rank >= 0; rank--)
            nextObserver[rank] = problem.IsObservation[problem.Kinds[problem.ReturnOrder[rank]]] ? rank : nextObserver[rank + 1];
    }

    /// <summary>The return that the configuration at the window's position can never pass; -1 where none is foreseen.</summary>
    public int Contradiction(TMask must, TMask gone, int state)
    {
        if (!applies || (window.Overwriters & ~gone) != TMask.Zero) return -1;
        var position = window.Position;
        for (var rank = nextObserver[position]; rank < problem.Count; rank = nextObserver[rank + 1])
        {
            var call = problem.ReturnOrder[rank];
            var isEntered = call < problem.Entered[position];
            if (isEntered && (must & window.BitOf(call)) == TMask.Zero) continue;
            var isFinal = overwritersBefore[problem.Entered[rank]] == overwritersBefore[problem.Entered[position]]
                || sabotage is Sabotage.ForesightIgnoresOverwriters;
            return isFinal && problem.Transitions.IsBeyond(state, problem.Kinds[call]) ? rank : -1;
        }

        return -1;
    }
}
