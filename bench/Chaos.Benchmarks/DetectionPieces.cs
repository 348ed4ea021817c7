using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Chaos.Campaigns;
using Chaos.Consensus;

namespace Chaos.Benchmarks;

/// <summary>The pieces of a detection table that were measured, in a file, so that it can be measured in several sittings.</summary>
/// <param name="path">The file; null keeps nothing.</param>
/// <param name="time">Tells the day of a measurement.</param>
internal sealed class DetectionPieces(string? path, TimeProvider time)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly List<DetectionPiece> pieces = path is not null && File.Exists(path)
        ? JsonSerializer.Deserialize<List<DetectionPiece>>(File.ReadAllText(path))!
        : [];

    private static string Version { get; } =
        typeof(DetectionPieces).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>What was measured before of that bug under these conditions; null for nothing.</summary>
    public DetectionPiece? Find(SeededBugInfo bug, BugHunt hunt, DetectionOrder order) => pieces.Find(piece =>
        piece.Bug == bug.Name && piece.Hunt == TextOf(hunt) && piece.Order == TextOf(order));

    /// <summary>Keeps a piece in place of an older one of the same bug.</summary>
    public DetectionPiece Keep(DetectionRow row, DetectionOrder order, TimeSpan cpu)
    {
        var piece = new DetectionPiece(
            row.Bug.Name, TextOf(row.Hunt), TextOf(order), Version, time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Math.Round(cpu.TotalSeconds, 1), row.Searches);
        pieces.RemoveAll(older => older.Bug == piece.Bug);
        pieces.Add(piece);
        if (path is not null) File.WriteAllText(path, JsonSerializer.Serialize(pieces, Indented));
        return piece;
    }

    /// <summary>When, with what and in how much processor time they were measured, in a sentence.</summary>
    public static string Sentence(IReadOnlyList<DetectionPiece> measured)
    {
        var dates = measured.Select(piece => piece.Date).Distinct().Order(StringComparer.Ordinal).ToArray();
        var versions = measured.GroupBy(piece => piece.Version).Select(group => $"{Short(group.Key)} ({group.Count()} bugs)");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Measured {string.Join(" to ", dates.Take(1).Union(dates.TakeLast(1)))} with {string.Join(", ", versions)}: "
            + $"{measured.Sum(piece => piece.Searches.Sum(search => search.Runs)):N0} runs in {measured.Sum(piece => piece.CpuSeconds) / 60:N0} minutes "
            + $"of processor time.");
    }

    // 0.1.0+6aed0fda: as many digits as git shows.
    private static string Short(string version) =>
        version.IndexOf('+', StringComparison.Ordinal) is var at and >= 0 ? version[..Math.Min(version.Length, at + 9)] : version;

    private static string TextOf(BugHunt hunt) => JsonSerializer.Serialize(hunt);

    private static string TextOf(DetectionOrder order) => $"{order.Seeds} seeds, {order.SlowSeeds} from {order.SlowRuns} runs, {order.Runs} runs";
}
