namespace Chaos.Checking;

/// <summary>What is known of one offset of a log, by the numbers of calls; -1 for none.</summary>
internal struct OffsetWindow
{
    /// <summary>Nothing is known.</summary>
    public static readonly OffsetWindow Unknown = new() { Append = -1, FirstRead = -1, LastMissing = -1 };

    /// <summary>The append that got it.</summary>
    public int Append;

    /// <summary>The read of a value there that ended first.</summary>
    public int FirstRead;

    /// <summary>The read that found nothing there and began last.</summary>
    public int LastMissing;
}
