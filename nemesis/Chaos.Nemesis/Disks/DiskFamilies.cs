namespace Chaos.Nemeses;

/// <summary>The families of faults of data directories, for the catalogue.</summary>
internal static class DiskFamilies
{
    private const string Honest = "honest";
    private const string Lying = "lying-fsync";

    /// <summary>All of them, in the order in which they are listed.</summary>
    public static IReadOnlyList<NemesisDescription> All { get; } =
    [
        new(new() { Hold = TimeRange.Seconds(1, 3) }, settings => new DiskFamily("power-loss", settings)
        {
            ShapeOf = parameters => parameters["disk"] is Lying ? "lying-fsync" : "power-loss",
            TakesDown = true,
            Prepare = (id, draw, budget) => new PowerLossInjection(id, draw, budget),
        })
        {
            Name = "power-loss",
            Summary = "Ends a node as a power failure does: what it wrote to its disk and did not flush is lost. Then starts it on what is left.",
            Needs = "A data directory that is a disk of its own: loop devices, ext4, the capability SYS_ADMIN; and at least 3 voters.",
            Proof = "Bytes written just before without a flush are gone, flushed ones are there; the bytes that the node lost are counted; "
                + "then another process runs.",
            Color = "#B8860B",
            Breaks = BrokenPromise.None,
            BreaksOf = parameters => IsLying(parameters) ? BrokenPromise.Storage : BrokenPromise.None,
            ClusterNeedsOf = parameters => new() { PowerLoss = true, LyingFlush = IsLying(parameters) },
            Parameters =
            [
                Target.Spec(Target.Any, "Who loses power"),
                new("disk", Honest, "honest keeps what was flushed; lying-fsync answers every flush at once and does nothing, from the first "
                    + "start on, which no system claims to survive.")
                {
                    Choices = [Honest, Lying],
                },
            ],
        },
    ];

    private static bool IsLying(Options parameters) => parameters["disk"] is Lying;
}
