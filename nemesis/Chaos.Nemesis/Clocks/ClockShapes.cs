using System.Globalization;

namespace Chaos.Nemeses;

/// <summary>How wall clocks go wrong, and by how much: drawn anew for every node of a fault.</summary>
internal sealed class ClockShapes
{
    private const string Mix = "mix", Bump = "bump", Strobe = "strobe", Drift = "drift";
    private const string Any = "any", Ahead = "ahead", Behind = "behind";
    private const double MostPpm = 500_000;

    private static readonly TimeSpan MostPeriod = TimeSpan.FromSeconds(1);
    private static readonly string[] Single = [Bump, Strobe, Drift];

    // From what a loaded machine shows anyway to minutes (as Jepsen draws them), from a bad quartz to a tenth of the time.
    private static readonly (double From, double To) SizesMs = (10, 300_000);
    private static readonly (double From, double To) PeriodsMs = (2, 1_000);
    private static readonly (double From, double To) Rates = (200, 100_000);

    private readonly string mode;
    private readonly string direction;
    private readonly TimeSpan? size;
    private readonly TimeSpan? period;
    private readonly double? ppm;

    /// <summary>From the parameters of a nemesis.</summary>
    /// <exception cref="UsageException">They make no sense.</exception>
    public ClockShapes(string nemesis, Options parameters)
    {
        mode = parameters["mode"]!;
        direction = parameters["direction"]!;
        size = Read(nemesis, parameters, "size");
        period = Read(nemesis, parameters, "period");
        ppm = parameters["ppm"] is { } text ? ReadPpm(nemesis, text) : null;
        if (period > MostPeriod)
            throw new UsageException($"Nemesis {nemesis}: period={parameters["period"]} is too long to be measured. Give at most 1s.");
        Refuse(nemesis, "size", size is not null && mode is Drift);
        Refuse(nemesis, "period", period is not null && mode is Bump or Drift);
        Refuse(nemesis, "ppm", ppm is not null && mode is Bump or Strobe);
    }

    /// <summary>The parameters that it reads.</summary>
    public static IReadOnlyList<OptionSpec> Parameters { get; } =
    [
        new("mode", Mix, "How the clock goes wrong: bump (ahead or behind by one offset), strobe (to and fro between the offset and the true "
            + "time), drift (it goes too fast or too slow), or mix (all of them in turn).")
        {
            Choices = [Mix, .. Single],
        },
        new("direction", Any, "Which way: ahead, behind, or any (drawn for each node).") { Choices = [Any, Ahead, Behind] },
        new("size", null, "The offset of bump and strobe, for instance 60s. Without it 10ms to 5m are drawn for each node."),
        new("period", null, "How long a strobe shows the offset, and then the true time, for instance 50ms, at most 1s. Without it 2ms to 1s are drawn."),
        new("ppm", null, "How wrong a drifting clock goes, in parts in a million of the time that passes, at most 500000. Without it 200 to "
            + "100000 are drawn."),
    ];

    /// <summary>The shape of this cycle.</summary>
    public string ShapeOf(DrawScene scene) => mode is Mix ? scene.Turn(Single) : mode;

    /// <summary>A program of that shape.</summary>
    public ClockProgram Draw(string shape, Randomness random)
    {
        var sign = direction switch
        {
            Ahead => 1,
            Behind => -1,
            _ => random.For("sign").Below(2) == 0 ? 1 : -1,
        };
        if (shape is Drift)
            return new() { DriftPpm = sign * (ppm ?? Math.Round(LogUniform(Rates, random.For("ppm")))) };
        return new()
        {
            Offset = sign * (size ?? Milliseconds(LogUniform(SizesMs, random.For("size")))),
            StrobeEvery = shape is Strobe ? period ?? Milliseconds(LogUniform(PeriodsMs, random.For("period"))) : null,
        };
    }

    private void Refuse(string nemesis, string parameter, bool given)
    {
        if (given)
            throw new UsageException($"Nemesis {nemesis}: mode={mode} has no {parameter}. Leave it out, or choose another mode.");
    }

    // Each power of ten as likely as the others.
    private static double LogUniform((double From, double To) range, Randomness random) =>
        range.From * Math.Pow(range.To / range.From, random.Fraction());

    private static TimeSpan Milliseconds(double ms) => TimeSpan.FromMilliseconds(Math.Round(ms));

    private static TimeSpan? Read(string nemesis, Options parameters, string name)
    {
        if (parameters[name] is not { } text) return null;
        var duration = Durations.Parse($"option {name} of nemesis {nemesis}", text);
        return duration >= TimeSpan.FromMilliseconds(1)
            ? duration
            : throw new UsageException($"Nemesis {nemesis}: {name}={text} is too short. Give at least 1ms.");
    }

    private static double ReadPpm(string nemesis, string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= MostPpm
            ? number
            : throw new UsageException($"Nemesis {nemesis}: ppm={text} is not a number above 0 and at most {MostPpm:0}; write for instance ppm=5000.");
}
