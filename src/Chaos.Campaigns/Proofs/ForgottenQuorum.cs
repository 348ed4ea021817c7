using Chaos.Checking;

namespace Chaos.Campaigns;

/// <summary>
/// The part of a proof that is no cut: the scenario of the same name, run by run. What it may bring about, two histories, is found by the workload's own
/// checkers; here is said whether a run could have brought it about.
/// </summary>
internal static class ForgottenQuorum
{
    private const string PowerLossFamily = "power-loss";
    private const string PauseFamily = "pause";

    /// <summary>The size for it.</summary>
    /// <param name="request">What was asked for.</param>
    /// <returns>The size, or why the system cannot have it, in a sentence.</returns>
    public static (ProofSize? Size, string? WhyNot) SizeOf(ProofRequest request)
    {
        var shape = ProofShape.Forgotten;
        if (shape.WhyNot(request.Nodes, null) is { } tooFew) return (null, tooFew);
        try
        {
            var plan = RunPlan.Resolve(new()
            {
                System = request.System,
                Backend = request.Backend,
                Options = request.Options,
                Seed = request.Seed,
                Scenario = SplitShapes.ForgottenQuorum,
            });
            return plan.Claim is { Standing: ClaimStanding.Holds or ClaimStanding.Disputed }
                ? (new(plan, [(shape, null)], plan.Recipe.ElectionTimeout ?? ProofPlan.AssumedElectionTimeout), null)
                : (null, $"Does not apply: {request.System} does not claim to keep what it acknowledged.");
        }
        catch (UsageException refused)
        {
            return (null, $"Does not apply: {refused.Message}");
        }
    }

    /// <summary>What a run of it shows: one entry, for the loss of power.</summary>
    /// <param name="evidence">The run's evidence.</param>
    public static IEnumerable<ProofCut> CutsOf(Evidence evidence)
    {
        var tried = Scenarios.Of(SplitShapes.ForgottenQuorum).Faults
            .Select(stored => (stored.Fault.Nemesis, Made: evidence.Schedule.LastOrDefault(fault => fault.Replays == stored.Fault.Id))).ToArray();
        if (Of(tried, PowerLossFamily) is not { } loss) yield break;
        var standstill = Of(tried, PauseFamily);
        var lack = tried.Select(one => one.Made is null ? $"{one.Nemesis} was not made." : WhyNotProven(one.Made)).FirstOrDefault(why => why is not null);
        yield return new()
        {
            Id = loss.Id,
            Shape = SplitShapes.ForgottenQuorum,
            Met = lack is null,
            Reason = lack ?? $"{string.Join(", ", loss.Nodes)} lost its power while {string.Join(" and ", standstill!.Nodes)} stood still. {loss.Effect}",
            Leader = standstill?.Leader ?? loss.Leader,
            FromMs = (loss.FromNs ?? loss.AskedNs) / 1e6,
            ToMs = (loss.ToNs ?? loss.FromNs ?? loss.AskedNs) / 1e6,
        };
    }

    private static FaultRecord? Of(IEnumerable<(string Nemesis, FaultRecord? Made)> tried, string nemesis) =>
        tried.FirstOrDefault(one => one.Nemesis == nemesis).Made;

    private static string? WhyNotProven(FaultRecord fault) => fault.Effective is true
        ? null
        : $"{fault.Id} is not proven to have bitten: {fault.Reason ?? fault.Effect ?? "it was not measured"}";
}
