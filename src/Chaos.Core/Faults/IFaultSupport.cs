namespace Chaos;

/// <summary>What a backend can do on this machine, found out by trying before any node starts.</summary>
public interface IFaultSupport
{
    /// <summary>Whether it has a capability.</summary>
    Support Of(FaultCapability capability);

    /// <summary>Whether it can prepare all of this for one cluster.</summary>
    Support Of(ClusterNeeds needs) => needs.Capabilities.Aggregate(Support.Native(""), (all, capability) => all.And(Of(capability)));
}
