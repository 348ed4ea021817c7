using Chaos.Checking;

namespace Chaos.Campaigns;

/// <summary>One size of cluster in a proof, and the shapes that are to be shown with it.</summary>
/// <param name="Plan">A run of it, resolved.</param>
/// <param name="Shapes">The shapes, each with why the system cannot have it; null where it can.</param>
/// <param name="ElectionTimeout">The election timeout, told or assumed.</param>
internal sealed record ProofSize(RunPlan Plan, IReadOnlyList<(ProofShape Shape, string? WhyNot)> Shapes, TimeSpan ElectionTimeout)
{
    private const int CutRuns = 3, ForgottenRuns = 5;

    /// <summary>Whether it is that of <see cref="ForgottenQuorum"/>, which has one try in each run, and no cuts of a script.</summary>
    public bool IsForgotten => Plan.Scenario is not null;

    /// <summary>How often it is run at most, to get the evidence.</summary>
    public int MostRuns => IsForgotten ? ForgottenRuns : CutRuns;

    /// <summary>How many nodes.</summary>
    public int Nodes => Plan.Request.Nodes;

    /// <summary>What the examination of a run of it must know.</summary>
    public ProofSettings Settings => new()
    {
        Nodes = Plan.Nodes,
        VoterSets = [.. Plan.Recipe.Groups.Where(group => group.Voters).Select(group => group.Nodes)],
        Reads = Plan.Load.Reads,
        ElectionTimeout = ElectionTimeout,
        ClientsStay = Plan.System.ClientsStay,
    };

    /// <summary>The group whose terms a node counts by.</summary>
    public string? GroupOf(string node) => Plan.Recipe.Groups.FirstOrDefault(group => group.Voters && group.Nodes.Contains(node))?.Name;

    /// <summary>The cuts of the next run: round by round, each shape that is short of evidence once, with a cut to spare for each run before.</summary>
    /// <param name="met">How often each shape was shown so far.</param>
    /// <param name="runs">How many runs of this size there were.</param>
    public IReadOnlyList<string> NextCuts(Func<ProofShape, int> met, int runs)
    {
        var open = Shapes.Where(one => one.WhyNot is null)
            .Select(one => (one.Shape.Name, Missing: ProofShape.Needed - met(one.Shape))).Where(one => one.Missing > 0)
            .Select(one => (one.Name, Cuts: one.Missing + runs)).ToArray();
        if (IsForgotten) return [.. open.Select(one => one.Name)];
        var rounds = open.Length == 0 ? 0 : open.Max(one => one.Cuts);
        return [.. Enumerable.Range(0, rounds).SelectMany(round => open.Where(one => one.Cuts > round).Select(one => one.Name))];
    }

    /// <summary>A run that makes these cuts.</summary>
    public RunRequest RequestOf(IReadOnlyList<string> cuts, ulong seed, string directory, string command)
    {
        if (IsForgotten) return Plan.Request with { Seed = seed, OutDirectory = directory };
        var hold = (ElectionTimeout * ProofShape.ElectionTimeouts) + ProofPlan.AfterElection;
        return Plan.Request with
        {
            Seed = seed,
            OutDirectory = directory,
            // More than it takes: the run ends with its last cut.
            TimeLimit = TimeSpan.FromMinutes(1) + ((hold + ProofPlan.AroundCut) * cuts.Count),
            Proof = new() { Shapes = cuts, Hold = hold, Command = command },
        };
    }
}
