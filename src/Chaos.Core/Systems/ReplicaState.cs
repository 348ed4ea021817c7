namespace Chaos;

/// <summary>How far a replica has come.</summary>
/// <param name="AppliedIndex">The position in the replicated log up to which it has applied everything.</param>
/// <param name="Revision">The number of its last change; the same at equal applied indexes.</param>
public readonly record struct ReplicaState(long AppliedIndex, long Revision);
