namespace Chaos.Tests.Nemeses;

/// <summary>The disks of a fake cluster: what was done to them is in the log, and they can be told to lie.</summary>
internal sealed class FakeDisks(FakeCluster cluster) : IDiskFaults
{
    /// <summary>What was done, in order.</summary>
    public List<string> Log { get; } = [];

    /// <summary>A power loss loses nothing.</summary>
    public bool LossesLoseNothing { get; set; }

    /// <summary>A power loss takes what was flushed, too.</summary>
    public bool LossesTakeAll { get; set; }

    public async ValueTask<IReadOnlyList<DiskLoss>> LosePowerAsync(
        IReadOnlyCollection<string> nodes, CancellationToken cancellationToken)
    {
        var losses = new List<DiskLoss>();
        foreach (var node in nodes)
        {
            Log.Add($"lose {node}");
            losses.Add(new(node, await cluster.KillAsync(node, cancellationToken), 4096, $"{node} lost 4096 bytes")
            {
                LostUnflushed = !LossesLoseNothing,
                KeptFlushed = !LossesTakeAll,
            });
        }

        return losses;
    }

    /// <summary>How calls are treated now, by node; absent where they are not.</summary>
    public Dictionary<string, FileTreatment> Treatments { get; } = [];

    /// <summary>Treatments and fillers do nothing.</summary>
    public bool DoesNothing { get; set; }

    /// <summary>Ends of treatments and fillers do nothing.</summary>
    public bool NeverHeals { get; set; }

    /// <summary>Bytes left on full disks, by node.</summary>
    public Dictionary<string, long> Full { get; } = [];

    public ValueTask<EffectTime> SetAsync(string node, FileTreatment treatment, CancellationToken cancellationToken)
    {
        var ends = treatment == new FileTreatment();
        if (ends && !NeverHeals) Treatments.Remove(node);
        else if (!ends && !DoesNothing) Treatments[node] = treatment;
        return Do(ends ? $"end {node}" : $"treat {node}");
    }

    public ValueTask<EffectTime> FillAsync(string node, long freeBytes, CancellationToken cancellationToken)
    {
        if (!DoesNothing) Full[node] = freeBytes;
        return Do($"fill {node}");
    }

    public ValueTask<EffectTime> FreeAsync(string node, CancellationToken cancellationToken)
    {
        if (!NeverHeals) Full.Remove(node);
        return Do($"free {node}");
    }

    public ValueTask<IReadOnlyList<FileDamage>> DamageAsync(string node, DamagePlan plan, CancellationToken cancellationToken)
    {
        Log.Add($"damage {node} {plan.Files}");
        return new(DoesNothing ? [] : [new FileDamage("wal/0.wal", $"{plan.FlipBits} bits, {plan.TruncateBytes} bytes")]);
    }

    public ValueTask<long> WipeAsync(string node, CancellationToken cancellationToken) => Count($"wipe {node}");

    public ValueTask<long> SaveAsync(string node, string copy, CancellationToken cancellationToken) => Count($"save {node} {copy}");

    public ValueTask<EffectTime> RollBackAsync(string node, string copy, CancellationToken cancellationToken) =>
        Do($"roll back {node} {copy}");

    private int looks = -1;

    public ValueTask<DiskState> InspectDiskAsync(string node, CancellationToken cancellationToken)
    {
        var treatment = Treatments.GetValueOrDefault(node);
        return new(new DiskState
        {
            FreeBytes = Full.TryGetValue(node, out var left) ? left : 1 << 30,
            // A node that runs flushes all the time.
            TreatedFlushes = treatment is { FlushDelay.Ticks: > 0 } ? 10 + ++looks : 0,
            FailedCalls = treatment is { FailingCalls.Count: > 0 } ? 3 : 0,
            MedianFlushNs = 1_000_000 + ((treatment?.FlushDelay.Ticks ?? 0) * 100),
        });
    }

    private ValueTask<EffectTime> Do(string what)
    {
        Log.Add(what);
        return new(new EffectTime(cluster.Clock.NowNs, cluster.Clock.NowNs));
    }

    private ValueTask<long> Count(string what)
    {
        Log.Add(what);
        return new(1000);
    }
}
