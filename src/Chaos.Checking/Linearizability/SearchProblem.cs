namespace Chaos.Checking;

/// <summary>
/// The calls of one object laid out for the search. Completed calls are numbered in order of invocation; a return is the number of a
/// completion among all completions. A slot is a place for a pending call: two calls in one slot never overlap.
/// </summary>
internal sealed class SearchProblem
{
    /// <summary>The specification.</summary>
    public required ITransitions Transitions { get; init; }

    /// <summary>The kind of each completed call.</summary>
    public required int[] Kinds { get; init; }

    /// <summary>Return to call.</summary>
    public required int[] ReturnOrder { get; init; }

    /// <summary>Call to return.</summary>
    public required int[] ReturnRank { get; init; }

    /// <summary>For each return (and the end) how many completed calls began before it.</summary>
    public required int[] Entered { get; init; }

    /// <summary>The slot of each completed call.</summary>
    public required int[] Slots { get; init; }

    /// <summary>The call that had its slot before; -1 for none.</summary>
    public required int[] PreviousInSlot { get; init; }

    /// <summary>How many calls are pending at once at most.</summary>
    public required int SlotCount { get; init; }

    /// <summary>The kinds of the open calls, in order of invocation.</summary>
    public required int[] OpenKinds { get; init; }

    /// <summary>For each return (and the end) how many open calls began before it.</summary>
    public required int[] OpenEntered { get; init; }

    /// <summary>For each kind whether it leaves every state as it is.</summary>
    public required bool[] IsObservation { get; init; }

    /// <summary>How many completed calls there are.</summary>
    public int Count => Kinds.Length;
}
