using System.Diagnostics;

namespace Chaos.Campaigns;

/// <summary>How this tool is started once more.</summary>
/// <param name="Program">The program: the tool itself, or <c>dotnet</c>.</param>
/// <param name="Prefix">What comes before the tool's own arguments: its assembly, where the program is <c>dotnet</c>.</param>
public sealed record ToolCommand(string Program, IReadOnlyList<string> Prefix)
{
    /// <summary>As this process was started.</summary>
    public static ToolCommand Current()
    {
        var program = Environment.ProcessPath
            ?? throw new ClusterException("This system does not say how the tool was started, so that no process can be started for a run.");
        var assembly = Environment.GetCommandLineArgs()[0];
        return Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
            ? new(program, [Path.GetFullPath(assembly)])
            : new(program, []);
    }

    /// <summary>A process that is ready to be started, all its streams redirected.</summary>
    internal ProcessStartInfo StartInfo(params IEnumerable<string> arguments) => new(Program, [.. Prefix, .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
}
