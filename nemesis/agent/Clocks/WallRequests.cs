namespace Chaos.Agent;

/// <summary>Carries out the requests about wall clocks.</summary>
internal static class WallRequests
{
    private const long MostOffsetNs = 100L * 365 * 86_400 * 1_000_000_000;
    private const double MostPpm = 500_000;
    private const long LeastStrobeNs = 100_000, MostStrobeNs = 3600L * 1_000_000_000;

    /// <summary>Sets, and says what is in force.</summary>
    public static AgentReply Set(IWallClocks clocks, AgentRequest.SetWall wish, AgentReply reply)
    {
        if (Math.Abs(Math.Max(wish.OffsetNs, -long.MaxValue)) > MostOffsetNs)
            throw new AgentException($"Expected an offset of at most {MostOffsetNs} ns, found {wish.OffsetNs}.");
        if (!(Math.Abs(wish.DriftPpm) <= MostPpm))
            throw new AgentException($"Expected a drift of -{MostPpm} to {MostPpm} parts in a million, found {wish.DriftPpm}.");
        if (wish.StrobeNs is not (0 or (>= LeastStrobeNs and <= MostStrobeNs)))
            throw new AgentException($"Expected a strobe of 0, or of {LeastStrobeNs} to {MostStrobeNs} ns, found {wish.StrobeNs}.");
        var state = clocks.Set(new WallWish(wish.OffsetNs, wish.DriftPpm, wish.StrobeNs));
        var wrong = state.Processes.Where(process => !process.GoesByWish).ToArray();
        return reply with
        {
            Wall = state,
            Error = wrong.Length == 0
                ? null
                : $"The clock of {string.Join(", ", wrong.Select(process => $"process {process.Pid}"))} does not go as asked: "
                    + $"{wrong.Select(process => process.Why).FirstOrDefault(why => why is not null) ?? "it has just started"}",
        };
    }
}
