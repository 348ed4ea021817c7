namespace Chaos.Systems;

/// <summary>Where a client of SQL sends what changes something, and where it sends plain reads; often the same connection.</summary>
/// <param name="Changes">The connection for changes.</param>
/// <param name="Reads">The connection for reads.</param>
internal sealed record SqlSeats(SqlSeat Changes, SqlSeat Reads) : IAsyncDisposable
{
    /// <summary>One connection for both.</summary>
    public static SqlSeats Same(Func<CancellationToken, Task<SqlLink>> open)
    {
        var seat = new SqlSeat(open);
        return new(seat, seat);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Changes.Close();
        Reads.Close();
        return default;
    }
}
