namespace Chaos.Consensus;

/// <summary>An operator's request. Only the leader carries out changes of membership and transfers; others refuse.</summary>
/// <param name="action">What to do.</param>
/// <param name="nodes">The nodes it is about.</param>
public sealed class AdminRequest(AdminAction action, IReadOnlyList<int> nodes) : ProgramMessage
{
    /// <inheritdoc/>
    public override string Name => "AdminRequest";

    /// <summary>What to do.</summary>
    public AdminAction Action => action;

    /// <summary>The nodes it is about.</summary>
    public IReadOnlyList<int> Nodes => nodes;
}
