namespace Chaos;

/// <summary>The user asked for something that does not exist or makes no sense. Exit code 64. The message says what to write instead.</summary>
public sealed class UsageException : Exception
{
    /// <summary>Creates the exception with a sentence for the user.</summary>
    public UsageException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a sentence for the user and its cause.</summary>
    public UsageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception without a sentence.</summary>
    public UsageException()
        : base("Bad usage.")
    {
    }
}
