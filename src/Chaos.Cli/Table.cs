namespace Chaos.Cli;

/// <summary>Aligned columns of text.</summary>
internal static class Table
{
    /// <summary>Writes rows of equally many cells; every column but the last is as wide as its widest cell.</summary>
    public static void Write(TextWriter to, IEnumerable<IReadOnlyList<string>> rows)
    {
        var all = rows.ToArray();
        if (all.Length == 0) return;
        var widths = Enumerable.Range(0, all[0].Count).Select(column => all.Max(row => row[column].Length)).ToArray();
        foreach (var row in all)
            to.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
