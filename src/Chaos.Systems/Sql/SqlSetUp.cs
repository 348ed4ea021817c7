namespace Chaos.Systems;

/// <summary>Makes the tables of a run, until it worked once; a table that is gone later stays gone.</summary>
internal sealed class SqlSetUp(SqlDialect dialect)
{
    private readonly SemaphoreSlim gate = new(1);
    private bool isDone;

    /// <summary>Makes them where nobody has.</summary>
    /// <exception cref="CallException">It did not work.</exception>
    public async Task MakeAsync(SqlLink link, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref isDone)) return;
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (isDone) return;
            foreach (var table in dialect.Tables) await link.WaitAsync(link.ExecuteAsync(table), cancellationToken);
            Volatile.Write(ref isDone, true);
        }
        finally
        {
            gate.Release();
        }
    }
}
