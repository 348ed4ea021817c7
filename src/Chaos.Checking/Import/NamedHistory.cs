namespace Chaos.Checking;

/// <summary>One of the histories of a collection.</summary>
/// <param name="Name">Its name, by which <c>FILE#NAME</c> selects it.</param>
/// <param name="Model">The model that the file names for it; null where it names none.</param>
/// <param name="IsLinearizable">The verdict that the file states; null where it states none.</param>
/// <param name="History">The operations.</param>
public sealed record NamedHistory(string Name, string? Model, bool? IsLinearizable, History History);
