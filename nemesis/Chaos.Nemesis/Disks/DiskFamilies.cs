namespace Chaos.Nemeses;

/// <summary>The families of faults of data directories, for the catalogue.</summary>
internal static class DiskFamilies
{
    /// <summary>All of them, in the order in which they are listed.</summary>
    public static IReadOnlyList<NemesisDescription> All { get; } =
    [
        PowerLossFamily.Description,
        CallFamilies.SlowDisk,
        CallFamilies.DiskErrors,
        FileFamilies.FullDisk,
        FileFamilies.FileDamage,
        FileFamilies.RollBack,
    ];
}
