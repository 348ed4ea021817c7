namespace Chaos;

/// <summary>What one block of a file was read into.</summary>
internal sealed class BlockEntries
{
    /// <summary>The entries, up to an error.</summary>
    public OperationColumns Columns { get; private set; } = new(new ValueTable(), 1);

    /// <summary>The torn last line of the file.</summary>
    public TornLine? Torn { get; set; }

    /// <summary>The first error of the block.</summary>
    public HistoryFormatException? Failure { get; set; }

    /// <summary>Makes room for the entries of another block.</summary>
    public void Begin(ValueTable table)
    {
        if (Columns.Table == table) Columns.Clear();
        else Columns = new OperationColumns(table, 4096);
        (Torn, Failure) = (null, null);
    }
}
