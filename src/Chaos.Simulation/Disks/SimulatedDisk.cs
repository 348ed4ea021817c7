namespace Chaos.Simulation;

/// <summary>The disk of a node: a few files, flushes that take their time one after the other, and what faults do to both.</summary>
internal sealed class SimulatedDisk(SimulationWeather weather, Randomness random)
{
    public const int Files = 8;
    private static ReadOnlySpan<byte> Mark => "mark"u8;
    private readonly DiskFile[] files = Enumerable.Range(0, Files).Select(_ => new DiskFile()).ToArray();
    private readonly Queue<(long Flush, DiskMark[] Marks)> flushes = new();
    private readonly Stack<DiskMark[]> spareMarks = new();
    private readonly List<long> flushTimesNs = [];
    private int usedFiles;
    private long busyUntilNs;
    private long flushCount;
    private long draws;
    private FileTreatment treatment = new();

    public long TreatedFlushes { get; private set; }

    public long FailedCalls { get; private set; }

    /// <summary>Bytes that the node may still write; beyond that its writes fail.</summary>
    public long FreeBytes { get; private set; } = long.MaxValue;

    /// <summary>Whether flushes are answered without being done.</summary>
    public bool Lies { get; set; }

    public long ContentBytes => files.Sum(file => (long)file.Content.Length);

    public long? MedianFlushNs => flushTimesNs.Count == 0 ? null : flushTimesNs.Order().ElementAt(flushTimesNs.Count / 2);

    public DiskFile this[int file] => files[file];

    public ReadOnlySpan<byte> Read(int file) => files[file].Content;

    public void Append(int file, ReadOnlySpan<byte> bytes)
    {
        Spend(file, bytes.Length);
        files[file].Append(bytes);
    }

    public void Replace(int file, ReadOnlySpan<byte> bytes)
    {
        Spend(file, bytes.Length - files[file].Content.Length);
        files[file].Replace(bytes);
    }

    /// <summary>Begins a flush: its number, and when it is complete.</summary>
    public (long Flush, long DoneNs) BeginFlush(long nowNs)
    {
        if (treatment.FailingCalls.Count > 0 && treatment.FailingCalls.Contains("fsync")) FailSome("fsync");
        var tookNs = weather.FlushDelay.Draw((uint)random.Bits(draws++)) + (treatment.FlushDelay.Ticks * 100);
        var lies = Lies || treatment.LyingFlush;
        if (lies || treatment.FlushDelay > TimeSpan.Zero) TreatedFlushes++;
        if (flushTimesNs.Count < 10_000 && treatment.FlushDelay > TimeSpan.Zero) flushTimesNs.Add(tookNs);
        busyUntilNs = Math.Max(busyUntilNs, nowNs) + tookNs;
        var marks = spareMarks.TryPop(out var spare) && spare.Length == usedFiles ? spare : new DiskMark[usedFiles];
        for (var i = 0; i < usedFiles; i++) marks[i] = lies ? default : files[i].Mark();
        flushes.Enqueue((++flushCount, marks));
        return (flushCount, busyUntilNs);
    }

    /// <summary>A flush is complete, unless a loss of power came before.</summary>
    public void EndFlush(long flush)
    {
        while (flushes.TryPeek(out var next) && next.Flush <= flush)
        {
            flushes.Dequeue();
            for (var i = 0; i < next.Marks.Length; i++)
            {
                if (next.Marks[i].Content is not null) files[i].Flushed(next.Marks[i]);
            }

            spareMarks.Push(next.Marks);
        }
    }

    /// <summary>Bytes of the program that a loss of power could take now.</summary>
    public int UnflushedBytes => files.Take(usedFiles).Sum(file => file.UnflushedBytes);

    /// <summary>Power is lost; answers with the program's bytes that are gone.</summary>
    /// <param name="lostUnflushed">Whether a mark that was written just before, and not flushed, is gone.</param>
    /// <param name="keptFlushed">Whether a mark that had been flushed is there.</param>
    public long LosePower(out bool lostUnflushed, out bool keptFlushed)
    {
        var probe = new DiskFile();
        probe.Append(Mark);
        probe.Flushed(probe.Mark()); // really, also where the program's flushes are answered with a lie
        probe.Append(Mark);
        flushes.Clear();
        var loss = random.For("loss").At(draws++);
        var lost = 0L;
        for (var i = 0; i < usedFiles; i++) lost += files[i].LosePower(loss.At(i));
        probe.LosePower(loss.At(Files));
        lostUnflushed = probe.Content.Length < 2 * Mark.Length;
        keptFlushed = probe.Content.StartsWith(Mark);
        return lost;
    }

    public void Wipe()
    {
        flushes.Clear();
        foreach (var file in files) file.Set([]);
    }

    public void Treat(FileTreatment next)
    {
        treatment = next;
        TreatedFlushes = FailedCalls = 0;
        flushTimesNs.Clear();
    }

    public void Fill(long freeBytes) => FreeBytes = freeBytes;

    public void Free() => FreeBytes = long.MaxValue;

    private void Spend(int file, int bytes)
    {
        if ((uint)file >= Files) throw new ArgumentOutOfRangeException(nameof(file), file, $"A file from 0 to {Files - 1} was expected.");
        usedFiles = Math.Max(usedFiles, file + 1);
        if (treatment.FailingCalls.Count > 0 && treatment.FailingCalls.Contains("write")) FailSome("write");
        if (FreeBytes == long.MaxValue || bytes <= 0) return;
        if (FreeBytes < bytes)
        {
            FailedCalls++;
            throw new DiskFailedException("write: ENOSPC");
        }

        FreeBytes -= bytes;
    }

    private void FailSome(string call)
    {
        if (random.For(call).Fraction(draws++) >= treatment.FailingShare) return;
        FailedCalls++;
        throw new DiskFailedException($"{call}: {treatment.Error}");
    }
}
