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
}
