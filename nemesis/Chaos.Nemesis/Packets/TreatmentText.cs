using System.Globalization;

namespace Chaos.Nemeses;

/// <summary>Treatments of packets as text: in parameters, in records of faults, and back from those.</summary>
internal static class TreatmentText
{
    public const string Delay = "delay";
    public const string Jitter = "jitter";
    public const string Reorder = "reorder";
    public const string Loss = "loss";
    public const string Duplicate = "duplicate";
    public const string Rate = "rate";

    private const string Yes = "yes";
    private const string No = "no";
    private static readonly (string Suffix, long Bytes)[] Units = [("k", 1000), ("m", 1_000_000)];

    /// <summary>The parameters that make up a treatment.</summary>
    public static IReadOnlyList<string> Names { get; } = [Delay, Jitter, Reorder, Loss, Duplicate, Rate];

    /// <summary>Their specifications.</summary>
    public static IReadOnlyList<OptionSpec> Specs { get; } =
    [
        new(Delay, null, "How much later each packet arrives, for instance 50ms; at most 1s."),
        new(Jitter, null, "How much the delay varies either way, for instance 10ms; at most the delay."),
        new(Reorder, null, "Whether packets may overtake each other by the jitter.") { Choices = [Yes, No] },
        new(Loss, null, "The share of packets that are lost, for instance 20%; at most 50%."),
        new(Duplicate, null, "The share of packets that arrive twice, for instance 20%."),
        new(Rate, null, "Bytes a second of each direction at most: 16k to 5m (k is a thousand, m a million)."),
    ];

    /// <summary>A treatment as the parameters of a record; what it does not do is left out.</summary>
    public static Dictionary<string, string> Write(PacketTreatment treatment)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (treatment.Delay > TimeSpan.Zero) texts[Delay] = Durations.Format(treatment.Delay);
        if (treatment.Jitter > TimeSpan.Zero) texts[Jitter] = Durations.Format(treatment.Jitter);
        if (treatment.Reorder) texts[Reorder] = Yes;
        if (treatment.Loss > 0) texts[Loss] = Percent(treatment.Loss);
        if (treatment.Duplicate > 0) texts[Duplicate] = Percent(treatment.Duplicate);
        if (treatment.BytesPerSecond is { } rate) texts[Rate] = RateOf(rate);
        return texts;
    }

    /// <summary>A treatment from parameters, as written by hand or by <see cref="Write"/>; those of other names are left alone.</summary>
    /// <exception cref="UsageException">A value makes no sense.</exception>
    public static PacketTreatment Read(string nemesis, IReadOnlyDictionary<string, string> texts)
    {
        var treatment = new PacketTreatment
        {
            Delay = DurationOf(nemesis, texts, Delay),
            Jitter = DurationOf(nemesis, texts, Jitter),
            Reorder = texts.GetValueOrDefault(Reorder) == Yes,
            Loss = ShareOf(nemesis, texts, Loss),
            Duplicate = ShareOf(nemesis, texts, Duplicate),
            BytesPerSecond = texts.TryGetValue(Rate, out var rate) ? ReadRate(nemesis, rate) : null,
        };
        if (treatment.Jitter > treatment.Delay)
            throw new UsageException(
                $"Nemesis {nemesis}: jitter={texts[Jitter]} is more than the delay it varies, {Durations.Format(treatment.Delay)}. Give a delay of "
                + "that length at least.");
        return treatment.Reorder && treatment.Jitter == TimeSpan.Zero
            ? throw new UsageException($"Nemesis {nemesis}: reorder=yes changes the order by the jitter. Give delay and jitter too.")
            : treatment;
    }

    /// <summary>A share as <c>12.5%</c>.</summary>
    public static string Percent(double share) => $"{(share * 100).ToString("0.##", CultureInfo.InvariantCulture)}%";

    /// <summary>A rate as <c>1m</c>.</summary>
    public static string RateOf(double bytesPerSecond)
    {
        var (suffix, bytes) = bytesPerSecond >= Units[1].Bytes ? Units[1] : Units[0];
        return $"{(bytesPerSecond / bytes).ToString("0.###", CultureInfo.InvariantCulture)}{suffix}";
    }

    private static TimeSpan DurationOf(string nemesis, IReadOnlyDictionary<string, string> texts, string name) =>
        texts.TryGetValue(name, out var text) ? Durations.Parse($"option {name} of nemesis {nemesis}", text) : TimeSpan.Zero;

    private static double ShareOf(string nemesis, IReadOnlyDictionary<string, string> texts, string name)
    {
        if (!texts.TryGetValue(name, out var text)) return 0;
        return text.EndsWith('%')
            && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            && percent is > 0 and <= 100
                ? percent / 100
                : throw new UsageException($"Nemesis {nemesis}: {name}={text} is no share of packets. Write it as 20%, more than 0% and at most 100%.");
    }

    private static long ReadRate(string nemesis, string text)
    {
        foreach (var (suffix, bytes) in Units)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal)
                && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return (long)Math.Min(number * bytes, long.MaxValue / 2);
        }

        throw new UsageException($"Nemesis {nemesis}: rate={text} is no rate. Write bytes a second as 256k or 1m.");
    }
}
