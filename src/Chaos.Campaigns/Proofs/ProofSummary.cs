using Chaos.Checking;
using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>Makes the results of a proof from its runs.</summary>
internal static class ProofSummary
{
    private const string BothSides =
        "Writes acknowledged on both sides of a cut, in overlapping stretches of time, that cannot both survive: nothing passed between the "
            + "sides, and one of them at least is no majority.";

    private const string NotBothSides =
        " Nor does it count where a write was begun: clients of this system go on to whoever leads, so that a history does not tell on which side of a "
        + "cut it was acknowledged.";

    private const string NoTerms = " Two leaders of one term are not looked for: this system does not tell leader and term together.";

    private const string Legal =
        "Two leaders in different terms for a moment are legal, and no split-brain: an old leader that is cut off may believe for a while "
        + "that it still leads, as long as nothing that it acknowledges then can contradict the others. What it had acknowledged before counts.";

    /// <summary>The results.</summary>
    public static ProofResults Of(ProofPlan plan, IReadOnlyList<ProofStep> steps, string directory, DateTimeOffset began, TimeSpan took, bool isInterrupted)
    {
        var shapes = ShapesOf(plan, steps);
        ProofFinding[] findings = [.. steps.SelectMany(step => step.Findings)];
        // What was not tried any more when the claim was refuted takes nothing from that.
        var open = findings.Length > 0 ? [] : shapes.Where(shape => !shape.IsEnough).Select(DoubtOf);
        string[] doubts = [.. steps.SelectMany(step => step.Doubts), .. open];
        if (isInterrupted) doubts = ["It was interrupted.", .. doubts];
        var claim = findings.Length > 0 ? ProofClaim.Refuted : doubts.Length > 0 ? ProofClaim.Unknown : ProofClaim.Proven;
        var version = steps.Select(step => step.Version).OfType<string>().FirstOrDefault();
        var what = $"{plan.Request.System}{(version is null ? "" : $" {version}")} with {plan.Request.Nodes} nodes";
        return new()
        {
            Claim = claim,
            ExitCode = ExitCodeOf(claim, steps, isInterrupted),
            Summary = Sentence(claim, what, shapes, findings, doubts),
            Statement = Statement(what, plan),
            WouldRefute = [.. WouldRefute(plan)],
            Legal = Legal + (plan.System.ClientsStay ? "" : NotBothSides) + (plan.System.TellsElections ? "" : NoTerms),
            Refutations = findings,
            Doubts = doubts,
            System = plan.Request.System,
            SystemVersion = version,
            Nodes = plan.Request.Nodes,
            Backend = plan.Request.Backend,
            Workload = plan.Sizes[0].Plan.Workload.Name,
            Options = plan.Request.Options,
            Seed = plan.Request.Seed,
            StartedAt = began,
            Seconds = Math.Round(took.TotalSeconds, 1),
            ElectionTimeoutMs = plan.Sizes[0].ElectionTimeout.TotalMilliseconds,
            ElectionTimeoutIsKnown = plan.ElectionTimeoutIsKnown,
            Shapes = shapes,
            Runs = [.. steps.Select(step => step.Run)],
            Command = plan.Command,
            Directory = directory,
        };
    }

    /// <summary>How often a shape was shown by these runs.</summary>
    public static int MetOf(ProofShape shape, IEnumerable<ProofStep> steps) =>
        steps.SelectMany(step => step.Cuts).Count(cut => cut.Met && cut.Shape == shape.Name);

    private static ProofShapeResults[] ShapesOf(ProofPlan plan, IReadOnlyList<ProofStep> steps)
    {
        var all = plan.Sizes.SelectMany(size => size.Shapes.Select(one => (size.Nodes, one.Shape, one.WhyNot))).ToList();
        if (plan.WhyNotEven is { } whyNot) all.Add((plan.Request.Nodes, ProofShape.Of(SplitShapes.Halves), whyNot));
        if (plan.WhyNotForgotten is { } why) all.Add((plan.Request.Nodes, ProofShape.Forgotten, why));
        return
        [
            .. all.Select(one => new ProofShapeResults
            {
                Name = one.Shape.Name,
                Title = one.Shape.Title,
                Predicate = one.Shape.Predicate,
                Nodes = one.Nodes,
                WhyNot = one.WhyNot,
                Cuts = [.. steps.SelectMany(step => step.Cuts).Where(cut => cut.Shape == one.Shape.Name)],
            }),
        ];
    }

    private static string DoubtOf(ProofShapeResults shape) =>
        $"{shape.Name}: {shape.Met} of {shape.Cuts.Count} {(shape.Name is SplitShapes.ForgottenQuorum ? "tries" : "cuts")} count as evidence, "
        + $"and {shape.Needed} must."
        + (shape.Cuts.LastOrDefault(cut => !cut.Met) is { } last ? $" The last that does not: {last.Reason}" : "");

    private static IEnumerable<string> WouldRefute(ProofPlan plan)
    {
        if (plan.System.TellsElections) yield return "Two nodes that led in one term, at any two moments.";
        if (plan.System.ClientsStay) yield return BothSides;
        yield return "An acknowledged write that was lost after healing.";
        yield return "A read that was answered with a value that had been overwritten before.";
    }

    private static string Statement(string what, ProofPlan plan) =>
        $"{what}, under the workload {plan.Sizes[0].Plan.Workload.Name}, does not split in any shape of a cut that could split it"
        + (plan.WhyNotForgotten is null ? ", nor where a node of a quorum loses its power while the others of it stand still: " : ": ")
        + (plan.System.TellsElections ? "there are never two leaders in one term; " : "")
        + (plan.System.ClientsStay ? "writes are never acknowledged on both sides of a cut that cannot both survive; " : "")
        + "after healing no acknowledged "
        + $"write is lost; and no read is answered with an overwritten value. It counts as proven when each shape was made until {ProofShape.Needed} "
        + "tries or more had brought about what is stated with it, and nothing spoke against it. This is a proof by trial: it says what these runs "
        + "showed, not what any run will.";

    private static string Sentence(
        ProofClaim claim, string what, ProofShapeResults[] shapes, ProofFinding[] findings, string[] doubts) => claim switch
        {
            ProofClaim.Refuted => $"{what}: refuted. {findings[0].Refutation.Sentence}",
            ProofClaim.Unknown => $"{what}: unknown. {doubts[0]}{(doubts.Length == 1 ? "" : $" And {doubts.Length - 1} more.")}",
            _ => $"{what}: no split-brain in {shapes.Sum(shape => shape.Met)} tries of {shapes.Count(shape => shape.WhyNot is null)} shapes, "
                + $"each shown at least {ProofShape.Needed} times.",
        };

    private static int ExitCodeOf(ProofClaim claim, IReadOnlyList<ProofStep> steps, bool isInterrupted)
    {
        if (claim is ProofClaim.Refuted) return VerdictTable.ExitInvalid;
        if (isInterrupted || Ended(HarnessState.Interrupted)) return VerdictTable.ExitInterrupted;
        if (Ended(HarnessState.Bug)) return VerdictTable.ExitBug;
        if (Ended(HarnessState.InfrastructureFailed)) return VerdictTable.ExitInfrastructure;
        return claim is ProofClaim.Proven ? VerdictTable.ExitValid : VerdictTable.ExitUnknown;

        bool Ended(HarnessState harness) => steps.Any(step => step.Run.Harness == harness);
    }
}
