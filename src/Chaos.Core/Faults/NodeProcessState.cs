namespace Chaos;

/// <summary>Whether a node's processes run.</summary>
public enum NodeProcessState : byte
{
    /// <summary>None is left.</summary>
    Gone,

    /// <summary>At least one can run.</summary>
    Running,

    /// <summary>All are stopped.</summary>
    Paused,
}
