using System.Globalization;

namespace Chaos.Simulation;

/// <summary>Faults of the simulated disks.</summary>
internal sealed class SimulatedDiskFaults(Dictionary<string, SimulatedNode> nodes, RunClock clock) : IDiskFaults
{
    private const int Looks = 400;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMicroseconds(50);
    private readonly Dictionary<(string Node, string Copy), byte[][]> copies = [];

    public async ValueTask<IReadOnlyList<DiskLoss>> LosePowerAsync(
        IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        await AwaitWritesAsync(names, cancellationToken);
        return [.. names.Select(LosePower)];
    }

    public ValueTask<EffectTime> SetAsync(string node, FileTreatment treatment, CancellationToken cancellationToken)
    {
        nodes[node].Disk.Treat(treatment);
        return new(Now());
    }

    public ValueTask<EffectTime> FillAsync(string node, long freeBytes, CancellationToken cancellationToken)
    {
        nodes[node].Disk.Fill(freeBytes);
        return new(Now());
    }

    public ValueTask<EffectTime> FreeAsync(string node, CancellationToken cancellationToken)
    {
        nodes[node].Disk.Free();
        return new(Now());
    }

    public ValueTask<IReadOnlyList<FileDamage>> DamageAsync(string node, DamagePlan plan, CancellationToken cancellationToken)
    {
        var disk = Stopped(node);
        var damages = new List<FileDamage>();
        for (var file = 0; file < SimulatedDisk.Files; file++)
        {
            var path = FileName(file);
            if (disk[file].Content.IsEmpty || !Matches(plan.Files, path)) continue;
            var bytes = disk[file].Content.ToArray();
            var random = plan.Random.At(file);
            var places = new List<string>();
            for (var i = 0; i < plan.FlipBits; i++)
            {
                var at = random.Below(bytes.Length * 8, i);
                bytes[at / 8] ^= (byte)(1 << (at % 8));
                places.Add(string.Create(CultureInfo.InvariantCulture, $"bit {at % 8} of byte {at / 8}"));
            }

            var cut = (int)Math.Min(plan.TruncateBytes, bytes.Length);
            disk[file].Set(bytes.AsSpan(0, bytes.Length - cut));
            if (cut > 0) places.Add(string.Create(CultureInfo.InvariantCulture, $"the last {cut} bytes cut off"));
            damages.Add(new(path, places.Count == 0 ? "nothing changed" : string.Join(", ", places)));
        }

        return new(damages);
    }

    public ValueTask<long> WipeAsync(string node, CancellationToken cancellationToken)
    {
        var disk = Stopped(node);
        var bytes = disk.ContentBytes;
        disk.Wipe();
        return new(bytes);
    }

    public ValueTask<long> SaveAsync(string node, string copy, CancellationToken cancellationToken)
    {
        var disk = Stopped(node);
        copies[(node, copy)] = [.. Enumerable.Range(0, SimulatedDisk.Files).Select(file => disk[file].Content.ToArray())];
        return new(disk.ContentBytes);
    }

    public ValueTask<EffectTime> RollBackAsync(string node, string copy, CancellationToken cancellationToken)
    {
        var disk = Stopped(node);
        if (!copies.TryGetValue((node, copy), out var kept)) throw new ClusterException($"There is no copy '{copy}' of the disk of {node}.");
        for (var file = 0; file < kept.Length; file++) disk[file].Set(kept[file]);
        return new(Now());
    }

    public ValueTask<DiskState> InspectDiskAsync(string node, CancellationToken cancellationToken)
    {
        var disk = nodes[node].Disk;
        return new(new DiskState
        {
            FreeBytes = disk.FreeBytes,
            TreatedFlushes = disk.TreatedFlushes,
            FailedCalls = disk.FailedCalls,
            MedianFlushNs = disk.MedianFlushNs,
        });
    }

    // Power may be lost at any event: the moments that matter are those at which something is not flushed yet.
    private async ValueTask AwaitWritesAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        for (var look = 0; look < Looks; look++)
        {
            if (names.All(name => !nodes[name].IsRunning || nodes[name].Disk.UnflushedBytes > 0)) return;
            await Task.Delay(BetweenLooks, clock.TimeProvider, cancellationToken);
        }
    }

    private DiskLoss LosePower(string name)
    {
        nodes[name].Kill();
        var lost = nodes[name].Disk.LosePower(out var lostUnflushed, out var keptFlushed);
        return new(name, Now(), lost, string.Create(CultureInfo.InvariantCulture, $"{lost} bytes that were not flushed are gone"))
        {
            LostUnflushed = lostUnflushed,
            KeptFlushed = keptFlushed,
        };
    }

    private static string FileName(int file) => string.Create(CultureInfo.InvariantCulture, $"file{file}.log");

    // '*' for any run of characters; what has none must be the whole name.
    private static bool Matches(string pattern, string name) =>
        System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, name);

    private SimulatedDisk Stopped(string node) => nodes[node].IsRunning
        ? throw new ClusterException($"{node} runs: its disk is only changed while it does not.")
        : nodes[node].Disk;

    private EffectTime Now() => new(clock.NowNs, clock.NowNs);
}
