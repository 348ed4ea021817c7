namespace Chaos.Campaigns;

/// <summary>What a user asks of a proof that a system does not split.</summary>
public sealed record ProofRequest
{
    /// <summary>The system's name.</summary>
    public required string System { get; init; }

    /// <summary>Nodes of the system's first group, at least 3. Default 5, the least of which all shapes can be made.</summary>
    public int Nodes { get; init; } = 5;

    /// <summary>The backend: as for a run.</summary>
    public string Backend { get; init; } = BackendChoice.Auto;

    /// <summary>The system's options.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>The seed of the first run; later ones count on from it.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The folder; null for a new one below <c>chaos-runs</c>.</summary>
    public string? OutDirectory { get; init; }
}
