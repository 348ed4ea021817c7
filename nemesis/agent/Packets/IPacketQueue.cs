namespace Chaos.Agent;

/// <summary>Packets that the kernel holds until it is told what becomes of them.</summary>
internal interface IPacketQueue : IDisposable
{
    /// <summary>Waits for a packet, at most so long.</summary>
    void Wait(long mostNs);

    /// <summary>The next packet that is there; false where none is.</summary>
    bool TryNext(out uint id, out uint source, out int bytes);

    /// <summary>Lets a packet go on, or drops it. It happens at the next <see cref="Flush"/> at the latest.</summary>
    void Decide(uint id, bool accepted, bool copied);

    /// <summary>Hands all decisions to the kernel.</summary>
    void Flush();
}
