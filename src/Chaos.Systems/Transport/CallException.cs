namespace Chaos.Systems;

/// <summary>A call to a node ended with an error that a row of a table knows.</summary>
internal sealed class CallException(ErrorRow row, string detail = "", Exception? inner = null)
    : Exception(detail.Length == 0 ? row.Text : $"{row.Text}: {detail}", inner)
{
    /// <summary>What came back, and what it proves.</summary>
    public ErrorRow Row => row;

    /// <summary>Whether the connection is of no more use: it is gone, or what it still carries is not known.</summary>
    public bool EndsConnection => row.Proves is not OperationType.Fail || TransportErrors.All.Contains(row);

    /// <summary>The completion of an operation that ended so; one without an effect always is a fail.</summary>
    public Completion Complete(bool isRead) =>
        isRead || row.Proves is OperationType.Fail ? Completion.Fail(Message) : Completion.Info(Message);
}
