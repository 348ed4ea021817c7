using Chaos.Consensus;

namespace Chaos.Campaigns;

/// <summary>The hunt for each seeded bug.</summary>
public static class BugHunts
{
    /// <summary>The option of a system that switches a bug on.</summary>
    public const string OptionName = "bug";

    private static readonly BugHunt Ordinary = new() { Nemeses = "partition,kill,pause" };

    private static readonly Dictionary<SeededBug, BugHunt> Special = new()
    {
    };

    /// <summary>The hunt for a bug.</summary>
    public static BugHunt Of(SeededBug bug) => Special.GetValueOrDefault(bug) ?? PaxosHunts.All.GetValueOrDefault(bug, Ordinary);
}
