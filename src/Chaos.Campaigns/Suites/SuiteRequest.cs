namespace Chaos.Campaigns;

/// <summary>What a user asks of one night.</summary>
public sealed record SuiteRequest
{
    /// <summary>The suite file.</summary>
    public required string File { get; init; }

    /// <summary>The folder of the night; null for a new one below <c>chaos-runs</c>, or with <see cref="Resume"/> for the newest there.</summary>
    public string? OutDirectory { get; init; }

    /// <summary>Goes on with a night that was cut off. Default: begins one.</summary>
    public bool Resume { get; init; }

    /// <summary>The date that <c>seeds: date</c> means; null for today's in UTC, or with <see cref="Resume"/> for that of the night.</summary>
    public DateOnly? SeedDate { get; init; }

    /// <summary>The folder of an earlier night to compare with; null for none.</summary>
    public string? SinceDirectory { get; init; }

    /// <summary>Gives the variables of the environment. Default: there are none.</summary>
    public Func<string, string?> Environment { get; init; } = _ => null;
}
