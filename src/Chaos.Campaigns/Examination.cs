using Chaos.Clusters;
using Chaos.Nemeses;

namespace Chaos.Campaigns;

/// <summary>What <c>chaos doctor</c> looks at: all that containers need, and the fonts that reports are looked at with.</summary>
public static class Examination
{
    private static readonly string[] FontFolders = ["/usr/share/fonts", "/usr/local/share/fonts"];

    /// <summary>Examines the machine; what is missing is a line, never an exception.</summary>
    public static async Task<IReadOnlyList<DoctorLine>> RunAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var images = AllSystems.All.SelectMany(ImagesOf);
        var report = await Doctor.ExamineAsync(images, time, cancellationToken);
        return [.. report.Lines, .. NemesisCatalog.All.Select(nemesis => FaultLine(nemesis, report.Faults)), FontLine()];
    }

    /// <summary>Whether the faults of a nemesis can be made here, and how.</summary>
    public static DoctorLine FaultLine(NemesisDescription nemesis, IFaultSupport? faults)
    {
        var name = $"fault {nemesis.Name}";
        if (faults is null) return new(name, false, "unknown: no agent could be asked", "Mend the lines above first.") { Optional = true };
        var support = nemesis.SupportOn(faults);
        return support.Kind switch
        {
            SupportKind.Native => new(name, true, support.Name.Length == 0 ? "native" : $"native ({support.Name})"),
            SupportKind.Fallback => new(name, true, $"fallback {support.Name}: {support.Reason}"),
            _ => new(name, false, "unavailable", support.Reason) { Optional = true },
        };
    }

    private static IEnumerable<ImageRecipe> ImagesOf(ISystem system)
    {
        var options = Options.Create($"system {system.Name}", system.Options, []);
        return system.CreateRecipe(options, 3).Groups.Select(group => group.Image).DistinctBy(image => image.Reference);
    }

    private static DoctorLine FontLine()
    {
        if (!OperatingSystem.IsLinux()) return new("fonts", true, "the system's own");
        var font = FontFolders.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.ttf", SearchOption.AllDirectories))
            .FirstOrDefault();
        return font is not null
            ? new("fonts", true, $"{Path.GetFileName(font)} and others")
            : new("fonts", false, "no TrueType font on this machine", "A browser here would show no text: apt-get install fonts-dejavu-core.")
            {
                Optional = true,
            };
    }
}
