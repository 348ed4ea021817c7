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
    public const string InconsistentRevisions = "inconsistent-revisions";
    public const string ReorderedChange = "reordered-change";
    public const string LostEvent = "lost-event";
    public const string DuplicateEvent = "duplicate-event";
    public const string ReorderedEvent = "reordered-event";
    public const string PhantomEvent = "phantom-event";
    public const string EarlyEvent = "early-event";
    public const string EarlyProgress = "early-progress";
    public const string UnsyncedProgress = "unsynced-progress";
    public const string TwoHolders = "two-holders";
    public const string DuplicateToken = "duplicate-token";
    public const string TokenOrder = "token-order";
    public const string MissingAccount = "missing-account";
    public const string NegativeBalance = "negative-balance";
    public const string WrongTotal = "wrong-total";
    public const string LostTransfer = "lost-transfer";
    public const string BackwardRead = "backward-read";
    public const string TwoLeaders = "two-leaders";
    public const string TermOrder = "term-order";
    public const string StaleLeader = "stale-leader";
    public const string PhantomLeader = "phantom-leader";
}
