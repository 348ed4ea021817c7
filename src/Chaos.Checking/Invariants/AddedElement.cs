namespace Chaos.Checking;

/// <summary>The add of an element.</summary>
/// <param name="Invoke">The position of its invocation.</param>
/// <param name="Acknowledged">The position at which it ended ok; the largest number where it did not.</param>
/// <param name="Type">How it ended; info where it did not.</param>
internal sealed record AddedElement(int Invoke, int Acknowledged, OperationType Type)
{
    /// <summary>The position from which on the element is certainly there: the end of its add, or of a read that saw it.</summary>
    public int Known { get; set; } = Acknowledged;

    /// <summary>The position of the invocation of the read that made it known; -1 where it was the add itself.</summary>
    public int KnownBy { get; set; } = -1;

    /// <summary>The position of the latest invocation of a read that saw it; -1 where none did.</summary>
    public int LastSeen { get; set; } = -1;
}
