namespace Chaos;

/// <summary>A history that cannot be read or makes no sense. The message says where, and what was expected.</summary>
public sealed class HistoryFormatException : Exception
{
    /// <summary>Creates the exception with a sentence for the user.</summary>
    public HistoryFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a sentence for the user and its cause.</summary>
    public HistoryFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception without a sentence.</summary>
    public HistoryFormatException()
        : base("The history cannot be read.")
    {
    }
}
