using System.Runtime.ExceptionServices;

namespace Chaos;

/// <summary>
/// Reads blocks on all cores. It goes in rounds: while the blocks of one round are read, one worker puts those of the round before
/// together and fetches those of the next. So no more text is held than two rounds of it.
/// </summary>
internal sealed class BlockPipeline
{
    private const int BlocksARound = 8;
    private readonly TextBlocks source;
    private readonly HistoryAssembly assembly;
    private readonly BlockReader[] readers;
    private Round current = new();
    private Round other = new();
    private int next;

    private BlockPipeline(TextBlocks source, HistoryAssembly assembly, string name)
    {
        this.source = source;
        this.assembly = assembly;
        readers = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new BlockReader(name))];
    }

    /// <summary>Reads all blocks into the assembly.</summary>
    /// <param name="source">The blocks after the first one.</param>
    /// <param name="first">The first block.</param>
    /// <param name="assembly">Where the entries go.</param>
    /// <param name="name">What messages call the file.</param>
    public static void Run(TextBlocks source, TextBlock first, HistoryAssembly assembly, string name)
    {
        var pipeline = new BlockPipeline(source, assembly, name);
        pipeline.current.Blocks[0] = first;
        pipeline.current.Count = 1;
        pipeline.Run();
    }

    private void Run()
    {
        while (current.Count > 0)
        {
            next = 0;
            try
            {
                Parallel.For(0, readers.Length, Work);
            }
            catch (AggregateException several)
            {
                ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
            }

            (current, other) = (other, current);
        }

        Collect(other);
        current.Failure?.Throw();
    }

    // Job 0 is the round before and the round after, job N is block N-1.
    private void Work(int worker)
    {
        while (Interlocked.Increment(ref next) - 1 is var job && job <= current.Count)
        {
            if (job > 0)
            {
                readers[worker].Read(current.Blocks[job - 1], current.Entries[job - 1]);
                continue;
            }

            Collect(other);
            other.Fetch(source);
        }
    }

    private void Collect(Round round)
    {
        for (var i = 0; i < round.Count; i++) assembly.Append(round.Entries[i], round.Blocks[i].Length);
    }

    private sealed class Round
    {
        public TextBlock[] Blocks { get; } = new TextBlock[BlocksARound];

        public BlockEntries[] Entries { get; } = [.. Enumerable.Range(0, BlocksARound).Select(_ => new BlockEntries())];

        public int Count { get; set; }

        // Told when all that was read before it has been put together without an error.
        public ExceptionDispatchInfo? Failure { get; private set; }

        public void Fetch(TextBlocks source)
        {
            Count = 0;
            try
            {
                while (Count < BlocksARound && source.TryFill(Blocks[Count] ??= new TextBlock())) Count++;
            }
            catch (Exception failure)
            {
                Failure = ExceptionDispatchInfo.Capture(failure);
            }
        }
    }
}
