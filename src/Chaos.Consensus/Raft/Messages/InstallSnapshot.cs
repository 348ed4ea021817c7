namespace Chaos.Consensus;

/// <summary>A snapshot for a follower whose next entries are gone (paper 7); in one piece, since the state is small.</summary>
internal sealed class InstallSnapshot : RaftMessage
{
    public override string Name => "InstallSnapshot";

    public required RaftSnapshot Snapshot { get; init; }

    public required long Round { get; init; }
}
