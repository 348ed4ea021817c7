using System.Globalization;

namespace Chaos.Nemeses;

/// <summary>Faults of calls on files: slow flushes, and calls that fail.</summary>
internal static class CallFamilies
{
    private const string Slow = "slow-disk";
    private const string Errors = "disk-errors";
    private const string Layer = "A layer over the data directory (FUSE): /dev/fuse, the capabilities SYS_ADMIN and SYS_PTRACE";

    private static readonly string[] Calls = ["fsync", "write", "read", "open"];

    public static NemesisDescription SlowDisk { get; } =
        new(new(), settings => new DiskFamily(Slow, settings)
        {
            ShapeOf = _ => "slow-fsync",
            TakesDown = false,
            TreatsCalls = true,
            Prepare = Slowing(settings),
        })
        {
            Name = Slow,
            Summary = "Lets every flush (fsync, fdatasync) of a node take longer.",
            Needs = $"{Layer}.",
            Proof = "Flushes are counted and timed in the layer: all were delayed, and afterwards none is.",
            Color = "#7F6A00",
            Breaks = BrokenPromise.None,
            ClusterNeedsOf = _ => new() { FileCalls = true },
            Parameters =
            [
                Target.Spec(Target.Any, "Whose disk is slow"),
                new("delay", "20ms", "How much longer each flush takes, for instance 100ms; at most 60s."),
            ],
        };

    public static NemesisDescription DiskErrors { get; } =
        new(new(), settings => new DiskFamily(Errors, settings)
        {
            ShapeOf = parameters => $"{parameters["calls"]}-{parameters["error"]}",
            TakesDown = true,
            TreatsCalls = true,
            Prepare = Failing(settings),
        })
        {
            Name = Errors,
            Summary = "Answers chosen calls on a node's files with an error (EIO, ENOSPC); a node that ends because of it is started again.",
            Needs = $"{Layer}; and at least 3 voters.",
            Proof = "The layer counts the calls that it refused; afterwards it refuses none and the node runs.",
            Color = "#A04000",
            Breaks = BrokenPromise.None,
            ClusterNeedsOf = _ => new() { FileCalls = true },
            Parameters =
            [
                Target.Spec(Target.Any, "Whose disk fails"),
                new("calls", "fsync", "Which calls fail, joined by '+': fsync, write, read (of what is not in memory), open."),
                new("error", "EIO", "With which error: EIO (broken) or ENOSPC (full).") { Choices = ["EIO", "ENOSPC"] },
                new("share", "1", "The share of those calls that fails, above 0 to 1."),
            ],
        };

    private static Func<string, FaultDraw, FaultBudget, IInjection> Slowing(NemesisSettings settings)
    {
        var delay = Durations.Parse($"option delay of nemesis {Slow}", settings.Parameters["delay"]!);
        if (delay < TimeSpan.FromMilliseconds(1) || delay > TimeSpan.FromMinutes(1))
            throw new UsageException($"Nemesis {Slow}: delay={settings.Parameters["delay"]} must be from 1ms to 60s.");
        return (id, draw, budget) => new SlowDiskInjection(draw, delay);
    }

    private static Func<string, FaultDraw, FaultBudget, IInjection> Failing(NemesisSettings settings)
    {
        var calls = settings.Parameters["calls"]!.Split('+');
        if (calls.FirstOrDefault(call => !Calls.Contains(call)) is { } unknown)
            throw new UsageException(NearestName.Unknown($"call of nemesis {Errors}", unknown, Calls));
        var text = settings.Parameters["share"]!;
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) || share is not (> 0 and <= 1))
            throw new UsageException($"Nemesis {Errors}: share={text} must be above 0 and at most 1, for instance 0.1.");
        var treatment = new FileTreatment { FailingCalls = calls, Error = settings.Parameters["error"]!, FailingShare = share };
        return (id, draw, budget) => new DiskErrorInjection(id, draw, budget, treatment);
    }
}
