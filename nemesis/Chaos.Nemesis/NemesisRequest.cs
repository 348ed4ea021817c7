namespace Chaos.Nemeses;

/// <summary>A nemesis as the user asked for it, already checked.</summary>
/// <param name="Description">The family.</param>
/// <param name="Parameters">Its parameters: as given, else their defaults.</param>
public sealed record NemesisRequest(NemesisDescription Description, Options Parameters)
{
    /// <summary>The family's name.</summary>
    public string Name => Description.Name;

    /// <summary>Whether it is a mix: its families have lanes, it has none.</summary>
    public bool IsMix => Name == MixSettings.Name;

    /// <summary>What it needs of the cluster before the start.</summary>
    public ClusterNeeds ClusterNeeds => Description.ClusterNeedsOf(Parameters);

    /// <summary>Whether its faults can be made there.</summary>
    public Support SupportOn(IFaultSupport faults) =>
        Description.RestsOn.Concat(Description.RestsOnBy(Parameters)).Aggregate(faults.Of(ClusterNeeds), (all, capability) => all.And(faults.Of(capability)));

    /// <summary>The promise it breaks.</summary>
    public BrokenPromise Breaks => Description.BreaksWith(Parameters);

    /// <summary>Makes the nemesis of one run.</summary>
    /// <param name="budget">The budget that all nemeses of the run share.</param>
    /// <param name="timeLimit">How long the main phase lasts; null where that is not known.</param>
    /// <exception cref="UsageException">The parameters make no sense, or need <c>--beyond-quorum</c>.</exception>
    public INemesis Create(FaultBudget budget, TimeSpan? timeLimit = null) =>
        Description.Create(new() { Parameters = Parameters, Budget = budget, TimeLimit = timeLimit });

    /// <summary>Makes the nemesis of one run as a lane of a mix.</summary>
    /// <param name="budget">The budget that all nemeses of the run share.</param>
    /// <param name="timetable">When the families of the mix take part.</param>
    public INemesis Create(FaultBudget budget, MixTimetable timetable) =>
        Description.Create(new() { Parameters = Parameters, Budget = budget, Generator = new MixCycle(Name, timetable) });

    /// <summary>Makes the nemesis that carries out the cuts of a proof, as a lane of partitions.</summary>
    /// <param name="budget">The budget of the run.</param>
    /// <param name="script">The cuts.</param>
    public INemesis Create(FaultBudget budget, ProofScript script) => Description.Create(new()
    {
        Parameters = Parameters,
        Budget = budget,
        Generator = new ProofCycle(script),
        Wrap = family => new ProofFamily(family, script, Parameters),
    });

    /// <summary>Makes the nemesis of a replay.</summary>
    /// <param name="budget">The budget that all nemeses of the run share.</param>
    /// <param name="faults">The stored faults; those of other families are left alone.</param>
    public INemesis Create(FaultBudget budget, IEnumerable<StoredFault> faults)
    {
        StoredFault[] own = [.. faults.Where(stored => stored.Fault.Nemesis == Name)];
        return Description.Create(new()
        {
            Parameters = Parameters,
            Budget = budget,
            Generator = new ReplayCycle(Name, own),
            Wrap = family => new ReplayFamily(family, own),
        });
    }

    /// <summary>Checks the parameters.</summary>
    /// <param name="beyondQuorum">Whether faults may leave no majority.</param>
    /// <exception cref="UsageException">They make no sense, or need <c>--beyond-quorum</c>.</exception>
    public void Check(bool beyondQuorum)
    {
        if (IsMix) MixSettings.Of(Parameters);
        else Create(new(beyondQuorum));
    }

    /// <summary>As it is written on the command line: <c>kill:target=leader:every=1s</c>.</summary>
    public override string ToString() => string.Concat(
        Parameters.Effective.Where(parameter => Parameters.IsGiven(parameter.Key))
            .Select(parameter => $":{parameter.Key}={parameter.Value}").Prepend(Name));
}
