namespace Chaos.Checking;

/// <summary>A history read from a file of any known format.</summary>
/// <param name="History">The operations.</param>
/// <param name="Format">The format it was in: <c>chaos</c>, <c>edn</c>, <c>etcd-log</c> or <c>collection</c>.</param>
/// <param name="Stored">For our own format what else the file says; else null.</param>
/// <param name="Model">The model that the file names; null where it names none.</param>
public sealed record ImportedHistory(History History, string Format, StoredHistory? Stored, string? Model = null);
