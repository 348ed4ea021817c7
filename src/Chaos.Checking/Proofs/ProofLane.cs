using System.Text.Json.Serialization;

namespace Chaos.Checking;

/// <summary>A node around a cut.</summary>
public sealed record ProofLane
{
    /// <summary>The node.</summary>
    public required string Node { get; init; }

    /// <summary>Its roles and terms; between two stretches nobody knows.</summary>
    public required IReadOnlyList<ProofSpan> Spans { get; init; }

    /// <summary>When it acknowledged writes, run clock, ms. For the drawing; the history has them all.</summary>
    [JsonIgnore]
    public IReadOnlyList<double> AcknowledgedMs { get; init; } = [];

    /// <summary>When writes were invoked that it refused or did not answer, run clock, ms. For the drawing.</summary>
    [JsonIgnore]
    public IReadOnlyList<double> UnacknowledgedMs { get; init; } = [];
}
