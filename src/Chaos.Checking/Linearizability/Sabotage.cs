namespace Chaos.Checking;

/// <summary>Ways to break the engines on purpose, so that the tests can show that they would notice.</summary>
internal enum Sabotage
{
    /// <summary>None: the engines as they are.</summary>
    None,

    /// <summary>The zones do not compare the order inside a block with real time.</summary>
    ZonesIgnoreInnerOrder,

    /// <summary>The zones skip blocks whose operations all overlap.</summary>
    ZonesIgnoreBackward,

    /// <summary>Open operations are dropped although a read observed them.</summary>
    DropObservedOpen,

    /// <summary>A write that leaves the present state as it is counts as an observation.</summary>
    ForceIdleWrites,

    /// <summary>Of equal pending operations the one that returns last is taken.</summary>
    SymmetryTakesLast,

    /// <summary>Pending operations count as equal by function alone.</summary>
    SymmetryTooWide,

    /// <summary>A configuration counts as seen when one that used more open operations was.</summary>
    DominanceReversed,

    /// <summary>An open operation is not tried while one of its kind is pending, even if that one is used up.</summary>
    OpenYieldsToUsed,

    /// <summary>An overwriting operation absorbs every pending one, also those that look at the state.</summary>
    AbsorbObserving,

    /// <summary>An absorbed operation that returns is not tried any more for its effect.</summary>
    AbsorbedNeverUsed,

    /// <summary>An absorbed operation can be used any number of times.</summary>
    AbsorbedUsedAgain,

    /// <summary>A configuration counts as seen when one was that has more operations still to linearize.</summary>
    DominanceIgnoresMust,

    /// <summary>A configuration counts as seen when one was that has more operations used up.</summary>
    DominanceIgnoresUsed,

    /// <summary>A contradiction with the state counts for ever, although an operation may overwrite it.</summary>
    ForesightIgnoresOverwriters,

    /// <summary>What is legal with any number of open operations counts as legal.</summary>
    PlentyDecides,

    /// <summary>What a search that keeps few vectors does not find counts as illegal.</summary>
    NarrowDecides,

    /// <summary>A configuration counts as seen whatever is linearized of the pending operations.</summary>
    MemoIgnoresPending,

    /// <summary>Nothing is broken: the search retreats whenever it can, so that small histories show what that does.</summary>
    RetreatAlways,

    /// <summary>What was put aside in a retreat is not taken up again.</summary>
    RetreatForgets,

    /// <summary>Open operations are never taken.</summary>
    NoOpenOperations,

    /// <summary>Open operations may be taken before they began.</summary>
    OpenBeforeInvocation,

    /// <summary>A queue may give a value before one that was certainly added earlier.</summary>
    QueueIgnoresOvertaking,

    /// <summary>A queue may give a value although an earlier one was never taken.</summary>
    QueueIgnoresLeft,

    /// <summary>One dequeue of unknown outcome takes any number of values.</summary>
    QueueLeftTakenFreely,

    /// <summary>A container may be empty while a value is certainly in it.</summary>
    EmptyIgnoresCores,

    /// <summary>A container may be empty while a value that was never taken is in it.</summary>
    EmptyIgnoresLeft,

    /// <summary>Any value may lie below those that were pushed before it.</summary>
    StackIgnoresPushes,

    /// <summary>Any value may lie below those that were popped after it.</summary>
    StackIgnoresPops,

    /// <summary>There are pops of unknown outcome for all values that must be gone.</summary>
    StackIgnoresBudget,

    /// <summary>A stack for which no order was found at the first try has none.</summary>
    StackFoundDecides,

    /// <summary>What is legal with any number of pops of unknown outcome counts as legal.</summary>
    StackFreeDecides,

    /// <summary>Of pending changes the one that ends last happens first.</summary>
    TwoStateTakesLast,

    /// <summary>What only looks at the state may see any.</summary>
    TwoStateIgnoresLooks,

    /// <summary>Changes of unknown outcome never happened.</summary>
    TwoStateIgnoresOpen,

    /// <summary>A read that found nothing at an offset says nothing.</summary>
    OffsetsIgnoreMissing,

    /// <summary>An append may take effect after one of a higher offset.</summary>
    OffsetsIgnoreOrder,

    /// <summary>Offsets fill themselves.</summary>
    OffsetsIgnoreGaps,

    /// <summary>Of pending adds the one that ends last happens first.</summary>
    StepsTakeLast,

    /// <summary>A read may give less than what had certainly been added.</summary>
    StepsIgnoreLateReads,

    /// <summary>A read may give more than what can have been added.</summary>
    StepsIgnoreEarlyReads,

    /// <summary>Adds of unknown outcome never happened.</summary>
    StepsIgnoreOpen,

    /// <summary>Any read is one of a regular register.</summary>
    RegularSeesAnything,

    /// <summary>A process may see the initial value after another one.</summary>
    SequentialIgnoresInitial,

    /// <summary>Processes may disagree on the order of values.</summary>
    SequentialIgnoresCycles,
}
