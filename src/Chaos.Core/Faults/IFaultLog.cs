namespace Chaos;

/// <summary>Where a nemesis records its injections; a later record of the same id replaces the earlier one.</summary>
public interface IFaultLog
{
    /// <summary>Writes the present state of an injection.</summary>
    void Record(FaultRecord fault);

    /// <summary>The newest record of every injection so far.</summary>
    IReadOnlyList<FaultRecord> Faults { get; }
}
