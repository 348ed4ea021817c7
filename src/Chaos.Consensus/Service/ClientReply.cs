namespace Chaos.Consensus;

/// <summary>The answer to a client, or to an operator.</summary>
/// <param name="result">What came of it.</param>
/// <param name="text">Why not, in a few words; null where there is nothing to say.</param>
public sealed class ClientReply(KeyValueResult result, string? text = null) : ProgramMessage
{
    /// <inheritdoc/>
    public override string Name => "ClientReply";

    /// <summary>What came of it.</summary>
    public KeyValueResult Result => result;

    /// <summary>Why not, in a few words; null where there is nothing to say.</summary>
    public string? Text => text;
}
