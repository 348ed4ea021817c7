namespace Chaos;

/// <summary>Records as read from a file of JSON lines.</summary>
/// <param name="Records">The records, in the order of the file.</param>
/// <param name="TornLine">The torn last line, which is not among the records; null where the file ends with a whole line.</param>
public sealed record StoredRecords<T>(IReadOnlyList<T> Records, TornLine? TornLine);
