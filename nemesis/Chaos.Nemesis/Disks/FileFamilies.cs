using System.Globalization;

namespace Chaos.Nemeses;

/// <summary>Faults of the files themselves: no room for them, damage, and a directory from the past.</summary>
internal static class FileFamilies
{
    private const string Full = "full-disk";
    private const string Damage = "file-damage";
    private const string Back = "roll-back";
    private const string Flip = "flip", Truncate = "truncate";

    public static NemesisDescription FullDisk { get; } =
        new(new(), settings => new DiskFamily(Full, settings)
        {
            ShapeOf = _ => Full,
            TakesDown = true,
            Prepare = Filling(settings),
        })
        {
            Name = Full,
            Summary = "Fills up a node's disk with a file, and removes it later; a node that ended because of it is started again.",
            Needs = "A data directory that is a disk of its own: loop devices, ext4, the capability SYS_ADMIN; and at least 3 voters.",
            Proof = "The bytes that are left for the node, asked of its file system.",
            Color = "#5D4E8C",
            Breaks = BrokenPromise.None,
            ClusterNeedsOf = _ => new() { PowerLoss = true },
            Parameters =
            [
                Target.Spec(Target.Any, "Whose disk is full"),
                new("free", "0", "How many bytes are left, for instance 1048576."),
            ],
        };

    public static NemesisDescription FileDamage { get; } =
        new(new() { Hold = TimeRange.Seconds(1, 3) }, settings => new DiskFamily(Damage, settings)
        {
            ShapeOf = parameters => parameters["damage"] is Flip ? "bit-flip" : "truncation",
            TakesDown = true,
            Prepare = Damaging(settings),
        })
        {
            Name = Damage,
            Summary = "Kills a node, damages its files (flipped bits, or an end that is missing), and starts it again. A node that refuses "
                + "its damaged files stays down.",
            Needs = "Process faults, and the agent's view of the data directory; and at least 3 voters.",
            Proof = "The files that were changed, with the places.",
            Color = "#8C2D56",
            Breaks = BrokenPromise.Storage,
            ClusterNeedsOf = _ => new() { DataFiles = true },
            Parameters =
            [
                Target.Spec(Target.One, "Whose files are damaged"),
                new("damage", Flip, "flip turns bits at drawn places, truncate cuts off the end.") { Choices = [Flip, Truncate] },
                new("files", "*", "Which files: a pattern of names or of paths below the data directory, for instance *.wal."),
                new("count", "1", "How many bits to flip, or bytes to cut off, in each file."),
            ],
        };

    public static NemesisDescription RollBack { get; } =
        new(new(), settings => new DiskFamily(Back, settings)
        {
            ShapeOf = _ => Back,
            TakesDown = true,
            Prepare = (id, draw, budget) => new RollBackInjection(id, draw, budget),
        })
        {
            Name = Back,
            Summary = "Keeps a copy of a node's data directory, lets the node go on, and later gives it the copy back: it forgets what it did since.",
            Needs = "Process faults, and the agent's view of the data directory; and at least 3 voters.",
            Proof = "The copy was given back file by file while no process of the node ran; then another one runs.",
            Color = "#C05299",
            Breaks = BrokenPromise.Storage,
            ClusterNeedsOf = _ => new() { DataFiles = true },
            Parameters = [Target.Spec(Target.One, "Whose data is rolled back")],
        };

    private static Func<string, FaultDraw, FaultBudget, IInjection> Filling(NemesisSettings settings)
    {
        var free = Count(Full, "free", settings.Parameters["free"]!, 0);
        return (id, draw, budget) => new FullDiskInjection(id, draw, budget, free);
    }

    private static Func<string, FaultDraw, FaultBudget, IInjection> Damaging(NemesisSettings settings)
    {
        var count = Count(Damage, "count", settings.Parameters["count"]!, 1);
        var flips = settings.Parameters["damage"] is Flip;
        if (flips && count > 10_000)
            throw new UsageException($"Nemesis {Damage}: count={count} bits in each file are too many; at most 10000.");
        var files = settings.Parameters["files"]!;
        if (files.StartsWith('/') || files.Split('/').Contains(".."))
            throw new UsageException(
                $"Nemesis {Damage}: files={files} leaves the data directory. Give a pattern of names or of paths below it, such as *.wal.");
        return (id, draw, budget) => new FileDamageInjection(id, draw, budget, random => new()
        {
            Files = files,
            FlipBits = flips ? (int)count : 0,
            TruncateBytes = flips ? 0 : count,
            Random = random,
        });
    }

    private static long Count(string nemesis, string parameter, string text, long least) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= least
            ? count
            : throw new UsageException($"Nemesis {nemesis}: {parameter}={text} must be a whole number, {least} or more.");
}
