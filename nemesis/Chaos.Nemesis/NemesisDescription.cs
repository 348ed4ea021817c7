namespace Chaos.Nemeses;

/// <summary>A fault family as <c>chaos list nemeses</c> shows it, and how to make its nemesis.</summary>
public sealed record NemesisDescription
{
    private readonly FaultTiming timing;
    private readonly Func<NemesisSettings, IFaultFamily> family;
    private readonly IReadOnlyList<OptionSpec> parameters = [];
    private readonly bool isTimed = true;

    internal NemesisDescription(FaultTiming timing, Func<NemesisSettings, IFaultFamily> family)
    {
        this.timing = timing;
        this.family = family;
    }

    /// <summary>A composition: it has no lane and no timing of its own.</summary>
    internal NemesisDescription()
    {
        isTimed = false;
        timing = new();
        family = _ => throw new InvalidOperationException($"{Name} is made of families; it has no lane of its own.");
    }

    /// <summary>Its name on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>What it does, in a sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>What it needs of the cluster, in a sentence.</summary>
    public required string Needs { get; init; }

    /// <summary>How its effect is measured, in a sentence.</summary>
    public required string Proof { get; init; }

    /// <summary>The colour of its lane, as a CSS hexadecimal colour.</summary>
    public required string Color { get; init; }

    /// <summary>The promise it breaks with its default parameters.</summary>
    public required BrokenPromise Breaks { get; init; }

    /// <summary>The promise it breaks, by its parameters; null where they do not matter.</summary>
    public Func<Options, BrokenPromise>? BreaksOf { get; init; }

    /// <summary>What it needs of the cluster before the start, by its parameters. Default: nothing.</summary>
    public Func<Options, ClusterNeeds> ClusterNeedsOf { get; init; } = _ => ClusterNeeds.None;

    /// <summary>What it lacks of a system, by the system's recipe, in a sentence; null where it can work. Default: nothing.</summary>
    public Func<SystemRecipe, string?> WhyNotOn { get; init; } = _ => null;

    /// <summary>
    /// Whether its faults strike nodes for the parts they play (leader, follower), so that a replay strikes who plays them now. Those of clients
    /// strike whoever uses a node. Default: yes.
    /// </summary>
    public bool FollowsRoles { get; init; } = true;

    /// <summary>The capabilities that it rests on whatever its parameters; those of <see cref="ClusterNeedsOf"/> come on top.</summary>
    public IReadOnlyList<FaultCapability> RestsOn { get; init; } = [];

    /// <summary>The capabilities that it rests on by its parameters, besides. Default: none.</summary>
    public Func<Options, IReadOnlyList<FaultCapability>> RestsOnBy { get; init; } = _ => [];

    /// <summary>Whether the nemesis <c>mix</c> may take it, provided that it breaks no promise. Default: yes.</summary>
    public bool JoinsMix { get; init; } = true;

    /// <summary>The parameters it takes; the common ones of time are added to its own.</summary>
    public required IReadOnlyList<OptionSpec> Parameters
    {
        get => parameters;
        init => parameters = isTimed ? [.. value, .. Timed] : value;
    }

    private static OptionSpec[] Timed { get; } =
    [
        new("every", null, "From the beginning of a fault to the beginning of the next, for instance 10s. Without it a gap of 3 to "
            + "6 s is drawn after each fault."),
        new("for", null, "How long each fault lasts, for instance 5s; shorter than 'every'. Without it a few seconds are drawn."),
        .. ElectionTrigger.Specs,
    ];

    /// <summary>Whether its faults can be made there, with its default parameters.</summary>
    public Support SupportOn(IFaultSupport faults) => new NemesisRequest(this, DefaultParameters).SupportOn(faults);

    /// <summary>Its parameters where none is given.</summary>
    public Options DefaultParameters => Options.Create($"nemesis {Name}", Parameters, []);

    /// <summary>Makes the nemesis of one run.</summary>
    /// <exception cref="UsageException">The parameters make no sense.</exception>
    public INemesis Create(NemesisSettings settings) =>
        new FaultLane(
            this,
            BreaksWith(settings.Parameters),
            settings.Generator ?? new FaultCycle(Name, timing.With(Name, settings.Parameters, settings.TimeLimit)),
            settings.Wrap(family(settings)),
            settings.Budget,
            settings.Generator is null ? ElectionTrigger.Of(Name, settings.Parameters) : null);

    /// <summary>The promise it breaks with these parameters.</summary>
    public BrokenPromise BreaksWith(Options given) => BreaksOf?.Invoke(given) ?? Breaks;
}
