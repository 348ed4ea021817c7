namespace Chaos.Consensus;

/// <summary>Who waits for a command: a call of a client at a node.</summary>
internal readonly record struct CallOrigin(int Node, long Call);
