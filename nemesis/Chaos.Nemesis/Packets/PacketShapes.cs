namespace Chaos.Nemeses;

/// <summary>What happens to packets: the shapes, what each is made of, and how the parameters change it.</summary>
internal sealed class PacketShapes
{
    /// <summary>All shapes in turn.</summary>
    public const string Mix = "mix";

    /// <summary>What the parameters say, and nothing else.</summary>
    public const string Custom = "custom";

    private const string Nemesis = PacketsFamily.Name;
    private const double MostLoss = 0.5;
    private const long LeastRate = 16_000, MostRate = 5_000_000;
    private static readonly TimeSpan MostDelay = TimeSpan.FromSeconds(1);

    private static readonly (string Name, Dictionary<string, string> Texts)[] Known =
    [
        (TreatmentText.Delay, new() { [TreatmentText.Delay] = "50ms", [TreatmentText.Jitter] = "10ms" }),
        (TreatmentText.Loss, new() { [TreatmentText.Loss] = "20%" }),
        (TreatmentText.Reorder, new()
        {
            [TreatmentText.Delay] = "20ms", [TreatmentText.Jitter] = "15ms", [TreatmentText.Reorder] = "yes",
        }),
        (TreatmentText.Duplicate, new() { [TreatmentText.Duplicate] = "20%" }),
        (TreatmentText.Rate, new() { [TreatmentText.Rate] = "1m" }),
        ("all", new()
        {
            [TreatmentText.Delay] = "30ms", [TreatmentText.Jitter] = "15ms", [TreatmentText.Reorder] = "yes", [TreatmentText.Loss] = "10%",
            [TreatmentText.Duplicate] = "10%",
        }),
    ];

    private readonly IReadOnlyList<(string Name, PacketTreatment Treatment)> pool;

    /// <summary>Reads the parameters.</summary>
    /// <exception cref="UsageException">They make no sense, or are as good as a cut and <c>--beyond-quorum</c> is not given.</exception>
    public PacketShapes(Options parameters, bool beyondQuorum)
    {
        var given = TreatmentText.Names.Where(parameters.IsGiven).ToDictionary(name => name, name => parameters[name]!);
        var shape = NameOf(parameters);
        if (shape is Mix && given.Count > 0)
            throw new UsageException(
                $"Nemesis {Nemesis}: '{given.Keys.First()}' is no part of shape=mix. Leave shape out to combine "
                + $"{string.Join(", ", TreatmentText.Names)} freely.");
        pool = shape is Mix
            ? [.. Known.Select(known => (known.Name, TreatmentText.Read(Nemesis, known.Texts)))]
            : [(shape, TreatmentText.Read(Nemesis, Texts(shape, given)))];
        foreach (var (_, treatment) in pool)
            Check(treatment, beyondQuorum);
    }

    /// <summary>The specification of the parameter <c>shape</c>.</summary>
    public static OptionSpec Spec { get; } = new(
        "shape", Mix, "What happens to packets: delay (50ms±10ms), loss (20%), reorder (20ms±15ms, overtaking), duplicate (20%), rate (1m), all "
        + "(30ms±15ms overtaking, 10% lost, 10% twice), custom (what the other parameters say), or mix (all of them in turn). The other "
        + "parameters change a shape; given alone they mean custom.")
    {
        Choices = [Mix, .. Known.Select(known => known.Name), Custom],
    };

    /// <summary>Whether some packets are doubled for certain.</summary>
    public static bool Doubles(Options parameters) => parameters.IsGiven(TreatmentText.Duplicate)
        || Known.Any(known => known.Name == NameOf(parameters) && known.Texts.ContainsKey(TreatmentText.Duplicate));

    /// <summary>The treatment of this cycle.</summary>
    public (string Name, PacketTreatment Treatment) Draw(DrawScene scene) => scene.Turn(pool);

    private static string NameOf(Options parameters) =>
        !parameters.IsGiven("shape") && TreatmentText.Names.Any(parameters.IsGiven) ? Custom : parameters["shape"]!;

    private static Dictionary<string, string> Texts(string shape, Dictionary<string, string> given)
    {
        if (shape is Custom)
            return given.Count > 0
                ? given
                : throw new UsageException(
                    $"Nemesis {Nemesis}: shape=custom does what the other parameters say, and none is given. Give for instance delay=50ms.");
        var texts = new Dictionary<string, string>(Known.Single(known => known.Name == shape).Texts);
        foreach (var (name, value) in given)
        {
            if (!texts.ContainsKey(name) && !(name is TreatmentText.Reorder && texts.ContainsKey(TreatmentText.Jitter)))
                throw new UsageException(
                    $"Nemesis {Nemesis}: '{name}' is no part of shape={shape}. Leave shape out to combine {string.Join(", ", TreatmentText.Names)} freely.");
            texts[name] = value;
        }

        return texts;
    }

    private static void Check(PacketTreatment treatment, bool beyondQuorum)
    {
        if (treatment is { Delay.Ticks: 0, Loss: 0, Duplicate: 0, BytesPerSecond: null })
            throw new UsageException($"Nemesis {Nemesis}: the parameters leave packets as they are. Give for instance delay=50ms.");
        if (treatment.BytesPerSecond > MostRate)
            throw new UsageException(
                $"Nemesis {Nemesis}: rate={TreatmentText.RateOf(treatment.BytesPerSecond.Value)} is too fast to be measured. Give at most 5m.");
        if (beyondQuorum) return;
        var cut = treatment.Delay > MostDelay ? $"delay={Durations.Format(treatment.Delay)}: give at most 1s"
            : treatment.Loss > MostLoss ? $"loss={TreatmentText.Percent(treatment.Loss)}: give at most 50%"
            : treatment.BytesPerSecond < LeastRate ? $"rate={TreatmentText.RateOf(treatment.BytesPerSecond.Value)}: give at least 16k"
            : null;
        if (cut is not null)
            throw new UsageException($"Nemesis {Nemesis}: {cut}, because more is as good as a cut. Or add --beyond-quorum.");
    }
}
