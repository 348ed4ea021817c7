using System.Globalization;
using System.Text.RegularExpressions;

namespace Chaos.Campaigns;

/// <summary>What a cell of a suite is expected to give.</summary>
public sealed partial record CellExpectation
{
    /// <summary>The most runs that an expectation may ask for.</summary>
    public const int MostRuns = 1_000;

    /// <summary>The expected verdict; null for <c>either</c>.</summary>
    public required Verdict? Verdict { get; init; }

    /// <summary>The violation that must be found; null where any will do, or none is expected.</summary>
    public string? Anomaly { get; init; }

    /// <summary>Within how many runs a violation must show. Default 1.</summary>
    public int WithinRuns { get; init; } = 1;

    /// <summary>Whether the cell is a positive control: it must be found invalid.</summary>
    public bool IsControl => Verdict is Chaos.Verdict.Invalid;

    /// <summary><c>valid</c>, the default.</summary>
    public static CellExpectation Valid { get; } = new() { Verdict = Chaos.Verdict.Valid };

    /// <summary>Reads <c>valid</c>, <c>invalid</c>, <c>either</c>, or <c>invalid: ANOMALY within N runs</c>; anomaly and runs may be absent.</summary>
    /// <exception cref="UsageException">It is none of these.</exception>
    public static CellExpectation Parse(string text)
    {
        var match = Form().Match(text.Trim());
        if (!match.Success)
        {
            throw new UsageException(
                $"'{text}' is not an expectation. Write valid, invalid, either, or for instance 'invalid: stale-read within 3 runs'"
                + (NearestName.Of(text, ["valid", "invalid", "either"]) is { } nearest ? $". Did you mean '{nearest}'?" : "."));
        }

        var within = match.Groups["runs"].Success
            ? int.Parse(match.Groups["runs"].Value, NumberStyles.None, CultureInfo.InvariantCulture)
            : 1;
        if (within is < 1 or > MostRuns) throw new UsageException($"'{text}': expected 1 to {MostRuns} runs.");
        return match.Groups["word"].Value switch
        {
            "valid" => Valid,
            "either" => new() { Verdict = null },
            _ => new()
            {
                Verdict = Chaos.Verdict.Invalid,
                Anomaly = match.Groups["anomaly"] is { Success: true, Value: var anomaly } ? anomaly : null,
                WithinRuns = within,
            },
        };
    }

    /// <summary>As it is written in a suite file.</summary>
    public override string ToString() => Verdict switch
    {
        Chaos.Verdict.Valid => "valid",
        Chaos.Verdict.Invalid => $"invalid{(Anomaly is null ? "" : $": {Anomaly}")}{(WithinRuns == 1 ? "" : $" within {WithinRuns} runs")}",
        _ => "either",
    };

    [GeneratedRegex(
        @"^(?:(?<word>valid|either)|(?<word>invalid)(?:\s*:\s*(?<anomaly>(?!within\s)[A-Za-z][\w.-]*))?(?:(?:\s*:)?\s+within\s+(?<runs>\d{1,6})\s+runs?)?)$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
