namespace Chaos.Consensus;

/// <summary>A client asks for a command.</summary>
/// <param name="command">The command.</param>
public sealed class ClientRequest(KeyValueCommand command) : ProgramMessage
{
    /// <inheritdoc/>
    public override string Name => "ClientRequest";

    /// <summary>The command.</summary>
    public KeyValueCommand Command => command;
}
