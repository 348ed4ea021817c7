using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Chaos.Campaigns;

/// <summary>The seed of a cell's first run; further runs count up from it.</summary>
/// <param name="Label">As the suite file has it, the same every night: <c>7</c>, <c>date</c>, <c>date+1</c>.</param>
/// <param name="Number">The seed.</param>
internal sealed record CellSeed(string Label, ulong Number)
{
    private const string Date = "date";
    private const int MostSeeds = 1_000;

    // Room for the runs of a cell before the next date begins.
    private const ulong DateFactor = 1_000_000;
    private const ulong OffsetFactor = 1_000;

    /// <summary>What a block without seeds has: the night's date.</summary>
    public static IReadOnlyList<CellSeed> Default(DateOnly date) => [Of(Date, date)];

    /// <summary>Reads <c>seeds</c>: a number, <c>date</c>, <c>date+1</c>, a list of these, or <c>{from: 1, count: 5}</c>.</summary>
    public static IReadOnlyList<CellSeed>? Read(YamlMap block, DateOnly date)
    {
        if (block.At("seeds") is YamlMappingNode) return Range(block.Map("seeds", "seeds")!, date);
        return block.Items("seeds")?.Select(item => Read(block, block.WordOf(item, "a seed"), date)).ToArray();
    }

    private static CellSeed[] Range(YamlMap map, DateOnly date)
    {
        map.AllowOnly("from", "count");
        var from = map.Word("from") ?? throw map.Wrong(map.Line, "these seeds have no 'from': a number, or date.");
        var count = map.Value("count", 1, (key, text) => SettingValue.Count(key, text, 1, MostSeeds));
        var first = Read(map, from, date);
        return Enumerable.Range(0, count).Select(offset => first.Label == Date
            ? Of(offset == 0 ? Date : $"{Date}+{offset}", date)
            : Fixed(first.Number + (ulong)offset)).ToArray();
    }

    private static CellSeed Read(YamlMap map, SuiteWord word, DateOnly date) => map.Located(word.Line, () =>
        word.Text.StartsWith(Date, StringComparison.Ordinal) ? Of(word.Text, date) : Fixed(SettingValue.Seed("seed", word.Text)));

    private static CellSeed Fixed(ulong number) => new(number.ToString(CultureInfo.InvariantCulture), number);

    private static CellSeed Of(string label, DateOnly date)
    {
        var offset = 0;
        var isWell = label == Date || (label.StartsWith($"{Date}+", StringComparison.Ordinal)
            && int.TryParse(label.AsSpan(Date.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out offset)
            && offset is > 0 and < MostSeeds);
        if (!isWell) throw new UsageException($"seed '{label}': expected a whole number, date, or date+1 to date+{MostSeeds - 1}.");
        var day = (ulong)((date.Year * 10_000) + (date.Month * 100) + date.Day);
        return new(label, (day * DateFactor) + ((ulong)offset * OffsetFactor));
    }
}
