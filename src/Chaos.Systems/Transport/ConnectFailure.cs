namespace Chaos.Systems;

/// <summary>Why a connection did not come about.</summary>
/// <param name="IsRefusal">Whether the other side refused it, so that nothing listens there.</param>
/// <param name="Reason">The reason, in a few words.</param>
internal sealed record ConnectFailure(bool IsRefusal, string Reason);
