namespace Chaos.Checking;

/// <summary>
/// One operation as an interval of positions in the history. Its effect lies strictly between the two; of two intervals that do not
/// overlap the earlier one took effect first.
/// </summary>
/// <param name="Invoke">The position of the invocation.</param>
/// <param name="Return">The position of the completion, or <see cref="Never"/> where the outcome is not known.</param>
internal readonly record struct Call(int Invoke, int Return)
{
    /// <summary>The return of an operation that may take effect until the end, or not at all.</summary>
    public const int Never = int.MaxValue;

    /// <summary>Whether the outcome is not known.</summary>
    public bool IsOpen => Return == Never;
}
