namespace Chaos.Campaigns;

/// <summary>Something that can be named on the command line.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it is, in a sentence.</param>
/// <param name="Options">What it takes.</param>
public sealed record CatalogEntry(string Name, string Summary, IReadOnlyList<OptionSpec> Options)
{
    /// <summary>The system that it belongs to; null where it belongs to none.</summary>
    public string? System { get; init; }

    /// <summary>Further sentences about it, each with the word that they are about.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Details { get; init; } = [];
}
