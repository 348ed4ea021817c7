namespace Chaos.Systems;

/// <summary>The rows that the tables of all SQL servers share.</summary>
internal static class SqlErrors
{
    /// <summary>A transaction ended before its commit was sent.</summary>
    public static readonly ErrorRow BeforeCommit = new(
        "ended before the commit", OperationType.Fail, "A server rolls back what was not committed, and no commit was sent.");

    /// <summary>The operation was given up between two of its statements.</summary>
    public static readonly ErrorRow GivenUp = new("given up", OperationType.Info, "Nobody waited any more, so that nothing else was sent.");

    /// <summary>The server to speak to is not known.</summary>
    public static readonly ErrorRow NoPrimary = new("no primary", OperationType.Fail, "The node names none: nothing was sent.");

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<ErrorRow> All = [BeforeCommit, GivenUp, NoPrimary];
}
