namespace Chaos;

/// <summary>Makes the program of a node, for each of its lives; it does nothing before <see cref="IProgram.Start"/>.</summary>
public delegate IProgram CreateProgram(ProgramPlace place, IProgramHost host);
