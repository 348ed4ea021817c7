using Nothing = System.Collections.ObjectModel.ReadOnlyDictionary<string, string>;

namespace Chaos.Reports;

/// <summary>One checker's verdict as it is stored; its violations are in <see cref="RunResults.Anomalies"/>.</summary>
public sealed record CheckerSummary
{
    /// <summary>The checker.</summary>
    public required string Name { get; init; }

    /// <summary>The family that it counts for.</summary>
    public required VerdictFamily Family { get; init; }

    /// <summary>Its verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>What it could not decide, object by object, at most a hundred.</summary>
    public IReadOnlyList<Undecided> Undecided { get; init => field = value ?? []; } = [];

    /// <summary>Further figures.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init => field = value ?? Nothing.Empty; } = Nothing.Empty;
}
