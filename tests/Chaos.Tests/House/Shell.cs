using System.Diagnostics;

namespace Chaos.Tests.House;

/// <summary>Runs bash in the root of the clone, with the parts of the bootstrap script loaded.</summary>
internal static class Shell
{
    /// <summary>Runs a script and gives its exit code, standard output and standard error.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(
        string script, IReadOnlyDictionary<string, string>? environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("bash", ["-c", "root=$PWD; . eng/common.sh; . eng/build.sh; . eng/engine.sh; " + script])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output, await errors);
    }
}
