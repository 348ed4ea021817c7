namespace Chaos.Systems;

/// <summary>Makes the tables of a run, until it worked once; a table that is gone later stays gone.</summary>
internal sealed class SqlSetUp(SqlDialect dialect)
{
    private const int Nobody = 0;
    private const int Somebody = 1;
    private int maker;
    private volatile bool isDone;

    /// <summary>Makes them where nobody has.</summary>
    /// <exception cref="CallException">It did not work.</exception>
    /// <exception cref="ProbeException">Another node's probe is about it.</exception>
    public async Task MakeAsync(SqlLink link, CancellationToken cancellationToken)
    {
        if (isDone) return;
        if (Interlocked.CompareExchange(ref maker, Somebody, Nobody) != Nobody) throw new ProbeException("the tables are being made");
        try
        {
            foreach (var table in dialect.Tables) await link.WaitAsync(link.ExecuteAsync(table), cancellationToken);
            isDone = true;
        }
        finally
        {
            Volatile.Write(ref maker, Nobody);
        }
    }
}
