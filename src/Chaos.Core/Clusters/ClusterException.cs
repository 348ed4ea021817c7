namespace Chaos;

/// <summary>
/// The infrastructure failed: engine, image, node that never became healthy, fault that cannot be had. Exit code 3. The message says
/// what happened, where, and what to do next.
/// </summary>
public sealed class ClusterException : Exception
{
    /// <summary>Creates the exception with a sentence for the user.</summary>
    public ClusterException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a sentence for the user and its cause.</summary>
    public ClusterException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception without a sentence.</summary>
    public ClusterException()
        : base("The cluster failed.")
    {
    }
}
