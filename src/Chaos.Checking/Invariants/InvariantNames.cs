namespace Chaos.Checking;

/// <summary>The names of violations that invariants find.</summary>
internal static class InvariantNames
{
    public const string LostElement = "lost-element";
    public const string StaleRead = "stale-read";
    public const string PhantomElement = "phantom-element";
    public const string DuplicateElement = "duplicate-element";
    public const string ReadOrder = "read-order";
    public const string LostMessage = "lost-message";
    public const string PhantomMessage = "phantom-message";
    public const string DuplicateMessage = "duplicate-message";
    public const string InconsistentOffsets = "inconsistent-offsets";
    public const string SkippedMessage = "skipped-message";
    public const string ReorderedMessage = "reordered-message";
}
