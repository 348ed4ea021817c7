namespace Chaos.Agent;

/// <summary>Why an agent ends; the number is its exit code.</summary>
internal enum StopReason
{
    /// <summary>It was asked to.</summary>
    Asked = 0,

    /// <summary>Its standard input or output was closed: the controller is gone.</summary>
    ControllerGone = 2,

    /// <summary>No request came for the length of the lease.</summary>
    LeaseExpired = 3,

    /// <summary>It was sent SIGTERM or SIGINT.</summary>
    Terminated = 143,
}
