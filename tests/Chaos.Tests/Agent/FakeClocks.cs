using Chaos.Agent;

namespace Chaos.Tests.Agent;

/// <summary>The wall clocks of a pod in memory.</summary>
internal sealed class FakeClocks(List<string> log) : IWallClocks
{
    private WallWish wish;

    /// <summary>The pod's process does not follow.</summary>
    public bool Refuses { get; set; }

    public WallState Set(WallWish wanted)
    {
        log.Add($"clock {wanted.OffsetNs} {wanted.DriftPpm} {wanted.StrobeNs}");
        wish = Refuses ? wish : wanted;
        return Read();
    }

    public WallState Read() => new()
    {
        Processes =
        [
            new WallProcess { Pid = 7, OffsetNs = wish.OffsetNs, GoesByWish = !Refuses, Why = Refuses ? "Pretended." : null },
        ],
    };

    public void Clear() => wish = default;
}
