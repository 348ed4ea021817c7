namespace Chaos;

/// <summary>A history does not fit into the memory that it may take. The message says how far reading came.</summary>
public sealed class MemoryLimitException : Exception
{
    /// <summary>Creates the exception with a sentence for the user.</summary>
    public MemoryLimitException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a sentence for the user and its cause.</summary>
    public MemoryLimitException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception without a sentence.</summary>
    public MemoryLimitException()
        : base("The history does not fit into the memory limit.")
    {
    }
}
