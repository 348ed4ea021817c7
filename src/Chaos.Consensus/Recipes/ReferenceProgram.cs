namespace Chaos.Consensus;

/// <summary>One of our reference nodes: its name as a system, the options it takes, and how it is made from them.</summary>
/// <param name="Name">The name of its system.</param>
/// <param name="Options">What it takes.</param>
/// <param name="Create">Makes its recipe; throws <see cref="UsageException"/> where the options do not fit together.</param>
public sealed record ReferenceProgram(string Name, IReadOnlyList<OptionSpec> Options, Func<Options, ProgramRecipe> Create)
{
    /// <summary>All of them, as the simulator and the program of a container know them.</summary>
    public static IReadOnlyList<ReferenceProgram> All { get; } =
    [
        new("raft", RaftOptions.Specs, options => RaftRecipe.Create(RaftOptions.Read(options))),
        new("paxos", PaxosOptions.Specs, options => PaxosRecipe.Create(PaxosOptions.Read(options))),
        new("paxos-single", [], _ => PaxosSingleRecipe.Create()),
    ];

    /// <summary>The one with this name.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static ReferenceProgram Of(string name) => All.FirstOrDefault(program => program.Name == name)
        ?? throw new UsageException(NearestName.Unknown("system", name, All.Select(program => program.Name)));
}
