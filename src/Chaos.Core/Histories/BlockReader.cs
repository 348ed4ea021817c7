using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Chaos;

/// <summary>Reads the lines of blocks, one block at a time, with texts and values numbered by a table of its own.</summary>
internal sealed class BlockReader
{
    private readonly string name;
    private readonly OperationDecoder decoder = new();
    private readonly TextNumbers texts;

    /// <summary>A reader of a file's blocks.</summary>
    /// <param name="name">What messages call the file.</param>
    public BlockReader(string name)
    {
        this.name = name;
        Table = new ValueTable();
        texts = new TextNumbers(Table);
    }

    /// <summary>The numbers of texts and values in what this reader read.</summary>
    public ValueTable Table { get; }

    /// <summary>Reads a block. An error ends it and is kept: an earlier block may have one too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read(TextBlock block, BlockEntries entries)
    {
        entries.Begin(Table);
        var text = block.Buffer.AsSpan(0, block.Length);
        for (var i = 0; i < block.LineCount; i++)
        {
            var feed = text.IndexOf((byte)'\n');
            var line = feed < 0 ? text : text[..feed];
            text = text[(feed < 0 ? text.Length : feed + 1)..];
            if (feed > 0 && line[^1] == '\r') line = line[..^1];
            if (feed < 0 && OperationDecoder.IsCutOff(line))
            {
                entries.Torn = HistoryFile.Torn(line, block.FirstLine + i);
                return;
            }

            try
            {
                Add(line, block.FirstLine + i, entries.Columns);
            }
            catch (HistoryFormatException refusal)
            {
                entries.Failure = refusal;
                return;
            }
        }
    }

    // The first line is the header, so the entry at position N is on line N+2.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(ReadOnlySpan<byte> line, long number, OperationColumns columns)
    {
        if (!OperationLine.TryAdd(line, number - 2, texts, columns)) columns.Add(Decode(line, number) with { Index = columns.Count });
        var last = columns.Count - 1;
        if (last > 0) HistoryFile.RequireOrder(name, number, columns.TimeNsAt(last - 1), columns.TimeNsAt(last));
    }

    private Operation Decode(ReadOnlySpan<byte> line, long number)
    {
        try
        {
            return decoder.Read(line, number - 2);
        }
        catch (JsonException exception)
        {
            throw HistoryFile.Wrong(
                name,
                number,
                $"this is not JSON ({HistoryFile.Reason(exception)}); expected was an operation, one JSON object on one line",
                exception);
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            throw HistoryFile.Wrong(name, number, exception.Message, exception);
        }
    }
}
