namespace Chaos;

/// <summary>Opens connections to programs; a simulated cluster has it, and a client of TCP is another.</summary>
public interface IProgramConnector
{
    /// <summary>Opens a connection to a node. Nothing is sent by that.</summary>
    IProgramConnection Open(string node);
}
