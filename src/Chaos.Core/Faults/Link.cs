namespace Chaos;

/// <summary>One direction between two nodes: packets from <paramref name="From"/> to <paramref name="To"/>.</summary>
public readonly record struct Link(string From, string To)
{
    /// <inheritdoc/>
    public override string ToString() => $"{From}>{To}";
}
