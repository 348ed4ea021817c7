namespace Chaos;

/// <summary>The phases of a run, in their order.</summary>
public enum RunPhase : byte
{
    /// <summary>Operations and faults.</summary>
    Main,

    /// <summary>No new operations; nemeses end what they began, then heal.</summary>
    Heal,

    /// <summary>Waiting until the cluster is healthy.</summary>
    Health,

    /// <summary>Final operations on the healed cluster.</summary>
    Final,

    /// <summary>Over.</summary>
    Done,
}
