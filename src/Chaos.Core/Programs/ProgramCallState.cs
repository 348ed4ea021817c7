namespace Chaos;

/// <summary>How a call to a program ended.</summary>
public enum ProgramCallState : byte
{
    /// <summary>The reply came.</summary>
    Answered,

    /// <summary>There was no connection (the node's program does not run), so that the node did not get the request.</summary>
    NotSent,

    /// <summary>The connection broke after the request was sent: nobody knows whether the node acted on it.</summary>
    Lost,
}
