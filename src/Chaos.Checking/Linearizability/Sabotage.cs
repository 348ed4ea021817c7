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

    /// <summary>A configuration counts as seen whatever is linearized of the pending operations.</summary>
    MemoIgnoresPending,

    /// <summary>Open operations are never taken.</summary>
    NoOpenOperations,

    /// <summary>Open operations may be taken before they began.</summary>
    OpenBeforeInvocation,
}
