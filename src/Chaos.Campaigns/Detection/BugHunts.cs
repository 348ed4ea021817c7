using Chaos.Consensus;

namespace Chaos.Campaigns;

/// <summary>The hunt for each seeded bug.</summary>
public static class BugHunts
{
    /// <summary>The option of a system that switches a bug on.</summary>
    public const string OptionName = "bug";

    // Each system adds its own.
    private static readonly Dictionary<SeededBug, BugHunt> All = new(RaftHunts.All.Concat(PaxosHunts.All));

    /// <summary>The hunt for a bug.</summary>
    public static BugHunt Of(SeededBug bug) => All.TryGetValue(bug, out var hunt)
        ? hunt
        : throw new ArgumentException($"There is no hunt for the seeded bug {bug}.", nameof(bug));

    /// <summary>
    /// What a simulated run with a seeded bug takes where the user names no faults: the bug's hunt. Other requests stay as they are, also one
    /// with a bug that does not exist, which is found later.
    /// </summary>
    public static RunRequest FillIn(RunRequest request) =>
        request.Backend == SimulationBackend.BackendName
        && request.Options.GetValueOrDefault(OptionName) is { } name
        && SeededBugs.All.FirstOrDefault(bug => bug.System == request.System && bug.Name == name) is { } bug
            ? Of(bug.Bug).ApplyTo(request) with { Hunt = name }
            : request;
}
