namespace Chaos.Nemeses;

/// <summary>Losses of power, on disks that keep what was flushed and on those that do not.</summary>
internal static class PowerLossFamily
{
    private const string Name = "power-loss";
    private const string Honest = "honest";
    private const string Lying = "lying-fsync";

    public static NemesisDescription Description { get; } =
        new(new() { Hold = TimeRange.Seconds(1, 3) }, Create)
        {
            Name = Name,
            Summary = "Ends a node as a power failure does: what it wrote to its disk and did not flush is lost. Then starts it on what is left.",
            Needs = "A data directory that is a disk of its own: loop devices, ext4, the capability SYS_ADMIN; and at least 3 voters.",
            Proof = "Bytes written just before without a flush are gone, flushed ones are there; the bytes that the node lost are counted; "
                + "then another process runs.",
            Color = "#B8860B",
            Breaks = BrokenPromise.None,
            BreaksOf = parameters => IsLying(parameters) ? BrokenPromise.Storage : BrokenPromise.None,
            ClusterNeedsOf = parameters => new()
            {
                PowerLoss = true,
                LyingFlush = IsLying(parameters),
                FileCalls = Delay(parameters) > TimeSpan.Zero,
            },
            Parameters =
            [
                Target.Spec(Target.Any, "Who loses power"),
                new("disk", Honest, "honest keeps what was flushed; lying-fsync answers every flush at once and does nothing, from the first "
                    + "start on, which no system claims to survive.")
                {
                    Choices = [Honest, Lying],
                },
                new("flush-delay", "0s", "How much longer every flush of these nodes takes just before, for instance 5ms: the slower the flush, the "
                    + "more is lost that was answered too early."),
            ],
        };

    private static DiskFamily Create(NemesisSettings settings)
    {
        var delay = Delay(settings.Parameters);
        return new(Name, settings)
        {
            ShapeOf = parameters => IsLying(parameters) ? Lying : Name,
            TakesDown = true,
            TreatsCalls = delay > TimeSpan.Zero,
            Prepare = (id, draw, budget) => new PowerLossInjection(id, draw, budget, delay),
        };
    }

    private static bool IsLying(Options parameters) => parameters["disk"] is Lying;

    private static TimeSpan Delay(Options parameters)
    {
        var delay = Durations.Parse($"option flush-delay of nemesis {Name}", parameters["flush-delay"]!);
        return IsLying(parameters) && delay > TimeSpan.Zero
            ? throw new UsageException($"Nemesis {Name}: with disk=lying-fsync no flush is done, so that flush-delay delays nothing. Leave one out.")
            : delay;
    }
}
