namespace Chaos.Workloads;

/// <summary>What the generator knows of a key in use.</summary>
/// <param name="Key">The key.</param>
/// <param name="Left">Operations that it may still get.</param>
/// <param name="NextValue">The next value to be written; no value is written twice to a key.</param>
/// <param name="Known">The value that was last learnt from an answer.</param>
/// <param name="Before">The value that was known before.</param>
/// <param name="Sent">The value of the last write or cas that was sent.</param>
internal sealed record RegisterSlot(string Key, int Left, long NextValue, Value Known, Value Before, Value Sent)
{
    public static RegisterSlot Fresh(long number, int operations) => new($"k{number}", operations, 1, default, default, default);

    /// <summary>With an answer taken in.</summary>
    public RegisterSlot Learn(Value value) => value == Known ? this : this with { Known = value, Before = Known };
}
