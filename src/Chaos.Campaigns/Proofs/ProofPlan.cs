using System.Globalization;
using Chaos.Checking;
using Chaos.Nemeses;

namespace Chaos.Campaigns;

/// <summary>A proof with every name resolved: the sizes, and which shapes each is to show.</summary>
internal sealed record ProofPlan
{
    /// <summary>How long a cut is held beyond three election timeouts: for the election itself, and for writes after it.</summary>
    public static readonly TimeSpan AfterElection = TimeSpan.FromSeconds(1.5);

    /// <summary>What the measurements and the recovery around a cut take at most, as a rule.</summary>
    public static readonly TimeSpan AroundCut = TimeSpan.FromSeconds(45);

    /// <summary>The election timeout of a system that tells none.</summary>
    public static readonly TimeSpan AssumedElectionTimeout = TimeSpan.FromSeconds(3);

    private const int EvenNodes = 4;
    private const int LeastNodes = 3;
    private static readonly TimeSpan shortestTurn = TimeSpan.FromMilliseconds(500);

    /// <summary>What was asked for.</summary>
    public required ProofRequest Request { get; init; }

    /// <summary>The size that was asked for first, then the even one beside it, then that of <see cref="ForgottenQuorum"/>.</summary>
    public required IReadOnlyList<ProofSize> Sizes { get; init; }

    /// <summary>Why the even cluster cannot be made; null where it can.</summary>
    public string? WhyNotEven { get; init; }

    /// <summary>Why no quorum can be made to forget; null where one can.</summary>
    public string? WhyNotForgotten { get; init; }

    /// <summary>Whether the system tells its election timeout.</summary>
    public bool ElectionTimeoutIsKnown => Sizes[0].Plan.Recipe.ElectionTimeout is not null;

    /// <summary>The system.</summary>
    public ISystem System => Sizes[0].Plan.System;

    /// <summary>The command that makes it again.</summary>
    public string Command => string.Create(
        CultureInfo.InvariantCulture,
        $"./chaos prove no-split-brain {Request.System} --nodes {Request.Nodes}{(Request.Backend == BackendChoice.Auto ? "" : $" --on {Request.Backend}")}"
        + $"{string.Concat(Request.Options.Select(option => $" --opt {option.Key}={option.Value}"))} --seed {Request.Seed}");

    /// <summary>Plans a proof.</summary>
    /// <exception cref="UsageException">A name or a value that makes no sense, or fewer than 3 nodes.</exception>
    public static ProofPlan Of(ProofRequest request)
    {
        if (request.Nodes < LeastNodes)
        {
            throw new UsageException(
                $"--nodes {request.Nodes}: a cut that leaves a majority needs {LeastNodes} nodes, and all shapes together need 5. "
                + "Write --nodes 5, or leave it out.");
        }

        var shapes = ProofShape.All.Where(shape => shape.Name is not SplitShapes.Halves || request.Nodes == EvenNodes);
        var main = SizeOf(request, request.Nodes, [.. shapes]);
        var (even, whyNot) = request.Nodes == EvenNodes ? (null, null) : EvenOf(request);
        var (forgotten, whyNotForgotten) = ForgottenQuorum.SizeOf(request);
        return new()
        {
            Request = request,
            Sizes = [.. new[] { main, even, forgotten }.OfType<ProofSize>()],
            WhyNotEven = whyNot,
            WhyNotForgotten = whyNotForgotten,
        };
    }

    /// <summary>The plan where no power can be taken away here, with the reason.</summary>
    public ProofPlan WithoutForgotten(string whyNot) => this with
    {
        Sizes = [.. Sizes.Where(size => !size.IsForgotten)],
        WhyNotForgotten = $"Does not apply: {whyNot}",
    };

    private static (ProofSize? Size, string? WhyNot) EvenOf(ProofRequest request)
    {
        try
        {
            return (SizeOf(request, EvenNodes, [ProofShape.Of(SplitShapes.Halves)]), null);
        }
        catch (UsageException refused)
        {
            return (null, $"Does not apply: {refused.Message}");
        }
    }

    private static ProofSize SizeOf(ProofRequest request, int nodes, IReadOnlyList<ProofShape> shapes)
    {
        var plan = RunPlan.Resolve(RunOf(request, nodes));
        RunPlan.CheckOneGroup(plan.Recipe, "a proof's cuts are drawn");
        var timeout = plan.Recipe.ElectionTimeout ?? AssumedElectionTimeout;
        var turn = timeout * ProofShape.ElectionTimeouts;
        if (turn < shortestTurn) turn = shortestTurn;
        plan = RunPlan.Resolve(plan.Request with { Nemeses = $"partition:flap={Durations.Format(turn)}" });
        var whyNoChange = NemesisCatalog.Get("membership").WhyNotOn(plan.Recipe) ?? WhyNobodyIsRemoved(plan.Recipe);
        return new(plan, [.. shapes.Select(shape => (shape, shape.WhyNot(nodes, whyNoChange, plan.System.ClientsStay)))], timeout);
    }

    // The one that is cut off must not hear from us what it cannot hear from the others.
    private static string? WhyNobodyIsRemoved(SystemRecipe recipe) => recipe.Groups.Any(group => group is { Voters: true, LeavesItself: true })
        ? $"A member that leaves {recipe.System} takes part in that itself."
        : null;

    private static RunRequest RunOf(ProofRequest request, int nodes) => new()
    {
        System = request.System,
        Nodes = nodes,
        Backend = request.Backend,
        Options = request.Options,
        Seed = request.Seed,
        BeyondQuorum = true,
        // Three clients for each node, so that every node is asked to write all the time, also while it answers nothing.
        Concurrency = "3n",
        OperationDeadline = TimeSpan.FromSeconds(1),
    };
}
